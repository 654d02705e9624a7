"""All of it under one roof: Google, Redis, the ledger's processes and sheets_sync, and the time they live in."""

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from redis.exceptions import RedisError

from tests.faults.month.cellar import Cellar
from tests.faults.month.clock import MINUTE, SECOND, Clock
from tests.faults.month.diary import Diary
from tests.faults.month.fate import DiedError, Fuse
from tests.faults.month.ledger_side import LedgerWorker, Till
from tests.faults.month.office import Office, Place
from tests.support.google.standin import StandIn

CALM_ROUNDS = 5
"""So many rounds without a write and with nothing left to do: a new row waits longest, 30 s for its name."""
RESTART_MS = 2 * SECOND


class House:
    """`stormy`: Google does not work as it should. `settled_at`: when there was nothing left to do last (ms).
    `is_appending`: the write under way adds rows.

    `on_redis_back` is called when Redis has been away, `after_round` after each round.
    """

    def __init__(self, folder: Path, dice: random.Random) -> None:
        self.clock = Clock()
        self.diary = Diary(self.clock)
        self.google = StandIn(self.clock)
        self.cellar = Cellar(folder / "redis")
        self.cellar.open()
        self.till = Till(folder / "till", self.cellar.url, self.clock)
        self.worker = LedgerWorker(self.till, self.cellar.url, Fuse("the ledger's worker"))
        key = self.google.credentials(folder / "account.json")
        self.place = Place(
            self.google, key, folder / "state", self.cellar.url, self.till.ctx.site, self.clock, dice,
            Fuse("sheets_sync"),
        )  # fmt: skip
        self.office = Office(self.place, self._wait_for_ledger)
        self.stormy = False
        self.settled_at = 0
        self.is_appending = False
        self.on_redis_back: Callable[[], object] = lambda: None
        self.after_round: Callable[[], object] = lambda: None
        self.counts: Counter[str] = Counter()
        self._calm = 0

    def open(self) -> None:
        self.worker.start()
        self.office.start()

    def close(self) -> None:
        self.office.stop()
        self.worker.stop()
        self.till.close()
        self.cellar.close()
        self.google.close()

    # Time

    def live(self, until: int) -> None:
        """Rounds as they fall due, until nothing more happens by itself; the rest of the time is skipped."""
        self._calm = 0
        while self.clock.now < until and self._calm < CALM_ROUNDS:
            self._turn(until)
        self._note_calm()
        self.clock.now = max(self.clock.now, until)

    def settle(self, longest: int = 30 * MINUTE) -> None:
        """Until nothing more happens. Raises where that takes longer than so many ms."""
        end = self.clock.now + longest
        self._calm = 0
        while self._calm < CALM_ROUNDS:
            if self.clock.now >= end:
                raise AssertionError(f"still busy: {self.office.rounds.pending} rows pending")
            self._turn(end)
        self._note_calm()

    @property
    def is_settled(self) -> bool:
        """Whether there was nothing left to do when it lived last."""
        return self._calm >= CALM_ROUNDS

    def _note_calm(self) -> None:
        if self._calm >= CALM_ROUNDS:
            self.settled_at = self.clock.now

    def _turn(self, until: int) -> None:
        """Both queues are worked off before the round and after it; then it is the time of the next."""
        self.work_off()
        if self.office.due <= self.clock.now:
            self._round()
            self.work_off()
        self.clock.now = max(min(self.office.due, until), self.clock.now + SECOND)

    def _round(self) -> None:
        before = len(self.google.calls)
        self.counts["rounds"] += 1
        self.guarded(self.office.round)
        wrote = any(call.kind == "write" for call in self.google.calls[before:])
        busy = wrote or self.stormy or self.office.rounds.pending or self.office.inbox.news.is_set()
        self._calm = 0 if busy else self._calm + 1
        self.after_round()

    # Work

    def work_off(self) -> None:
        """Both queues, and what the ledger's worker does by the clock."""
        self.guarded(self.worker.look_after)
        while self.guarded(self.worker.carry_out_next):
            self.guarded(self.worker.look_after)
        while self.guarded(self.office.carry_out_next):
            pass

    def _wait_for_ledger(self, _: float) -> None:
        """sheets_sync waits for room on the ledger's queue. Where Redis is lost meanwhile, so is sheets_sync."""
        try:
            self.worker.carry_out_next()
        except DiedError as died:
            self._revive(died)

    # Ends and beginnings

    def guarded(self, work: Callable[[], object]) -> object:
        """Whatever dies of it is started again; what it was at may be done or not."""
        done: object = True
        try:
            done = work()
        except DiedError as died:
            self._revive(died)
        except RedisError:
            if self.cellar.is_up:
                raise
        if not self.cellar.is_up:
            self.bring_redis_back()
        return done

    def _revive(self, died: DiedError) -> None:
        self.diary.note(f"{died.who} died {died.where}")
        self.counts[f"{died.who} died"] += 1
        self.clock.now += RESTART_MS
        self.worker.start() if died.who == self.worker.fuse.who else self.office.start()

    def bring_redis_back(self) -> None:
        """Everybody had lost it: all start anew."""
        self.diary.note("Redis comes back")
        self.counts["Redis died"] += 1
        self.clock.now += RESTART_MS
        self.cellar.open()
        self.till.reconnect()
        self.on_redis_back()
        self.open()
