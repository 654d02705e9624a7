"""sheets_sync as a process: started, at work, and gone without a word."""

import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from redis import Redis

from services.sheets_sync.google.budget import CallBudget
from services.sheets_sync.google.remote import Remote
from services.sheets_sync.google.session import credentials_from, open_session
from services.sheets_sync.google.workbook import CALLS, GoogleWorkbook
from services.sheets_sync.health import Health
from services.sheets_sync.inbox import Inbox
from services.sheets_sync.jobs import SheetsJobs
from services.sheets_sync.mail import Mail
from services.sheets_sync.pump import Pump
from services.sheets_sync.rounds.pins import Pins
from services.sheets_sync.rounds.round import Desk, Rounds
from services.sheets_sync.rounds.rows import digest_with
from services.sheets_sync.runner import GOOGLE, Pace, Runner
from shared import pins
from shared.jobs import sheets
from shared.keys import Keys
from shared.queues import LEDGER, SHEETS, open_queue
from tests.faults.month.clock import ZONE, Clock
from tests.faults.month.conveyor import Conveyor
from tests.faults.month.fate import Fuse, MortalAccess, mortal_redis
from tests.support.google.standin import BOOK, StandIn


@dataclass(frozen=True)
class Place:
    """What a process finds on its machine and around it. `state` is the folder that outlives it."""

    google: StandIn
    credentials: Path
    state: Path
    redis_url: str
    site: str
    clock: Clock
    dice: random.Random
    fuse: Fuse
    pace: Pace = GOOGLE


class Office:
    """The parts of services/sheets_sync/__main__.py, worked by hand. `mail_pause` is what a full queue waits by."""

    def __init__(self, place: Place, mail_pause: Callable[[float], object]) -> None:
        self._place = place
        self._pause = mail_pause
        self._clients: list[Redis] = []
        self._lines = count(1)

    def start(self) -> None:
        """A process that knows of nothing. Raises RedisError."""
        self.stop()
        at = self._place
        jobs, redis = (mortal_redis(at.redis_url, at.fuse, decode=decode) for decode in (False, True))
        self._clients = [jobs, redis]
        keys, secret, ledger = Keys(at.site), secrets.token_bytes(32), open_queue(LEDGER, jobs)
        self.inbox = Inbox()
        pump = Pump(ledger, at.clock)
        mail = Mail(ledger, pump, self._pause)
        pinned = Pins(pins.hash_pin, secret)
        desk = Desk(self._workbook(), self.inbox, mail, pinned, digest_with(secret), redis, keys, ZONE, at.clock)
        self.rounds = Rounds(desk)
        self._runner = Runner(self.rounds, self.inbox, Health(redis, keys, at.clock), at.pace, at.dice.random)
        self._may_at = self._must_at = at.clock.now
        sheets.consumer.bind(SheetsJobs(self.inbox, pump))
        mail.opened()
        self._conveyor = Conveyor(SHEETS, jobs, lambda _: None)

    def stop(self) -> None:
        for client in self._clients:
            client.close()

    def carry_out_next(self) -> str:
        return self._conveyor.carry_out_next()

    @property
    def due(self) -> int:
        """When the next round is (ms)."""
        return self._may_at if self.inbox.news.is_set() else self._must_at

    def round(self) -> float:
        """One, and the seconds until there may be another."""
        wait = self._runner.once()
        at = self._place
        self._may_at = at.clock.now + round(wait * 1000)
        self._must_at = at.clock.now + round(max(wait, at.pace.idle) * 1000)
        return wait

    def _workbook(self) -> GoogleWorkbook:
        """As google.workbook.open_google, but for the access that may die."""
        at = self._place
        signed = credentials_from(at.credentials)
        at.state.mkdir(parents=True, exist_ok=True)
        session = open_session(signed, CallBudget(at.state / CALLS, at.clock), proxied=False)
        access = MortalAccess(signed, session, at.google.origin, fuse=at.fuse)
        email = str(signed.service_account_email)
        return GoogleWorkbook(
            Remote(access, BOOK), email, at.clock, lambda: f"{next(self._lines):06d}{at.dice.randrange(10**6):06d}"
        )
