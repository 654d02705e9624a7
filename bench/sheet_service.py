"""sheets_sync against Google's stand-in, its time by hand: what bench/sheet_calls.py measures on."""

import random
from pathlib import Path
from types import TracebackType
from zoneinfo import ZoneInfo

import fakeredis

from services.sheets_sync.google.workbook import open_google
from services.sheets_sync.health import Health
from services.sheets_sync.inbox import Inbox
from services.sheets_sync.jobs import SheetsJobs
from services.sheets_sync.mail import Mail
from services.sheets_sync.pump import Pump
from services.sheets_sync.rounds.pins import Pins
from services.sheets_sync.rounds.round import Desk, Rounds
from services.sheets_sync.rounds.rows import digest_with
from services.sheets_sync.runner import GOOGLE, Runner
from shared.jobs.sheets import Answers, WriteRows
from shared.keys import Keys
from shared.queues import LEDGER, open_queue
from tests.support.google.standin import StandIn

SECRET = b"s" * 32
START = 1_763_900_000_000
Row = dict[str, object]


class SheetService:
    """The ledger's part is played here: every row of the owner's is answered at once, without a complaint."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.now = START
        self.google = StandIn(lambda: self.now)
        server = fakeredis.FakeServer()
        self._ledger = open_queue(LEDGER, fakeredis.FakeRedis(server=server))
        redis, keys = fakeredis.FakeRedis(server=server, decode_responses=True), Keys("gym-1")
        inbox, pump = Inbox(), Pump(self._ledger, lambda: self.now)
        key = self.google.credentials(folder / "key.json")
        workbook = open_google(self.google.url(), key, folder / "state", lambda: self.now)
        mail, pins = Mail(self._ledger, pump), Pins(lambda pin: pin, SECRET)
        zone = ZoneInfo("Asia/Seoul")
        desk = Desk(workbook, inbox, mail, pins, digest_with(SECRET), redis, keys, zone, lambda: self.now)
        self.rounds = Rounds(desk)
        health = Health(redis, keys, lambda: self.now)
        self._runner = Runner(self.rounds, inbox, health, GOOGLE, random.Random(seed).random)
        self._jobs = SheetsJobs(inbox, pump)

    def __enter__(self) -> "SheetService":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.google.close()

    def send(self, rows: list[Row]) -> None:
        self._jobs.write_rows(WriteRows(rows))

    def once(self) -> float:
        """One round and its answers; the seconds until the next may begin."""
        wait = self._runner.once()
        for job in self._ledger.get_jobs():
            if job.func_name.endswith(".owner_rows"):
                told = [{name: row[name] for name in ("tab", "key", "digest")} for row in job.args[0]["rows"]]
                self._jobs.answers(Answers([row | {"notes": {}} for row in told]))
        self._ledger.empty()
        return wait

    def drain(self) -> float:
        """Rounds until nothing waits; the virtual seconds it took."""
        began = self.now
        while True:
            wait = self.once()
            if not self.rounds.pending:
                return (self.now - began) / 1000
            self.now += round(wait * 1000)

    def rest(self, seconds: float = 120.0) -> None:
        self.now += round(seconds * 1000)

    def calls(self) -> int:
        """So far, sign-ins aside."""
        return sum(1 for call in self.google.calls if call.kind != "token")
