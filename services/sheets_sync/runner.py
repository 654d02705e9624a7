"""Round after round: how often, and what becomes of one that failed."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

import structlog
from redis.exceptions import RedisError

from services.sheets_sync.backoff import pause
from services.sheets_sync.health import Health
from services.sheets_sync.inbox import Inbox
from services.sheets_sync.rounds.round import Rounds
from services.sheets_sync.workbook import WorkbookError

log = structlog.get_logger()


@dataclass(frozen=True)
class Pace:
    """Seconds from one round to the next: at least `busy`, and no more than `idle` while nothing calls for one."""

    busy: float
    idle: float


LOCAL = Pace(busy=0.5, idle=1.0)
GOOGLE = Pace(busy=6.7, idle=10.0)
"""A round that writes is two calls: nine such rounds a minute are 18 of the 20."""


def _nobody(_outcome: str, _seconds: float) -> None:
    return None


class Runner:
    """`told` hears of every round: how it ended, and the seconds it took."""

    def __init__(
        self,
        rounds: Rounds,
        inbox: Inbox,
        health: Health,
        pace: Pace,
        random: Callable[[], float],
        told: Callable[[str, float], None] = _nobody,
    ) -> None:
        self._rounds = rounds
        self._inbox = inbox
        self._health = health
        self._pace = pace
        self._random = random
        self._told = told
        self._failures = 0

    def run(self, stopping: Event) -> None:
        """Until told to stop; whoever stops it sets the inbox's `news` too."""
        while not stopping.is_set():
            wait = self.once()
            if not stopping.wait(wait):
                self._inbox.news.wait(max(self._pace.idle - wait, 0))

    def once(self) -> float:
        """One round; returns the seconds to be waited at least before the next."""
        begun = time.perf_counter()
        outcome, wait = self._round()
        self._told(outcome, time.perf_counter() - begun)
        return wait

    def _round(self) -> tuple[str, float]:
        try:
            self._rounds.run()
            self._failures = 0
            self._health.is_well(self._rounds.pending)
        except WorkbookError as error:
            return "failed", self._failed(error)
        except RedisError as error:
            log.warning("no round without Redis", error=str(error))
            return "no_redis", self._pace.busy
        return "ok", self._pace.busy

    def _failed(self, error: WorkbookError) -> float:
        """What wants to be left alone for a while is no failure."""
        if not error.wait:
            self._failures += 1
        wait = max(self._pace.busy, pause(self._failures, self._random, error.wait))
        log.warning("the workbook cannot be had", error=str(error), doubtful=error.doubtful, wait=round(wait, 1))
        self._health.is_ill(str(error), self._rounds.pending)
        return wait
