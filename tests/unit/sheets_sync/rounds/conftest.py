"""Rounds on paper: a workbook in memory, a fake Redis, time by hand, and the ledger's part played by the test."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

import fakeredis
import pytest
from redis import Redis
from rq import Queue

from services.sheets_sync.inbox import Inbox
from services.sheets_sync.jobs import SheetsJobs
from services.sheets_sync.mail import Mail
from services.sheets_sync.pump import Pump
from services.sheets_sync.rounds.pins import Pins
from services.sheets_sync.rounds.round import Desk, Rounds
from services.sheets_sync.rounds.rows import digest_with
from services.sheets_sync.workbook import Cell
from shared.jobs.sheets import Answers, RestoreTab, WriteRows
from shared.keys import Keys
from shared.queues import LEDGER, open_queue
from tests.unit.sheets_sync.rounds.paper import Paper

START = 1_763_900_000_000
SECRET = b"s" * 32


@dataclass
class Office:
    """The service at work. A new one on the same paper is a process started anew."""

    paper: Paper
    redis: Redis
    ledger: Queue
    now: int = START
    told: list[dict[str, Any]] = field(default_factory=list)
    hashed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """A process that knows of nothing."""
        inbox, pump = Inbox(), Pump(self.ledger, lambda: self.now)
        pins = Pins(self._hash, SECRET)
        desk = Desk(
            self.paper, inbox, Mail(self.ledger, pump), pins, digest_with(SECRET), self.redis, Keys("gym-1"),
            ZoneInfo("Asia/Seoul"), lambda: self.now,
        )  # fmt: skip
        self.jobs, self.rounds = SheetsJobs(inbox, pump), Rounds(desk)

    def send(self, tab: str, key: str, version: int, owner: dict[str, Any] | None = None, **values: Cell) -> None:
        row = {"tab": tab, "key": key, "version": version, "values": values, "owner": owner or {}}
        self.jobs.write_rows(WriteRows([row]))

    def round(self, times: int = 1) -> None:
        for _ in range(times):
            self.now += 7_000
            self.rounds.run()
            self.collect()

    def collect(self) -> None:
        """What the service has put on the ledger's queue, taken off it."""
        jobs = self.ledger.get_jobs()
        self.told += [{"job": job.func_name.rsplit(".", 1)[1], **job.args[0]} for job in jobs]
        self.ledger.empty()

    def answer(self, **notes: str) -> None:
        """The ledger answers all it was told, with these notes on every row."""
        rows = self.take("owner_rows")
        told = [{k: row[k] for k in ("tab", "key", "digest")} | {"notes": notes} for row in rows]
        if told:
            self.jobs.answers(Answers(told))

    def settle(self) -> None:
        """Rounds and answers until there is nothing to say."""
        for _ in range(6):
            self.round()
            self.answer()

    def take(self, job: str) -> list[dict[str, Any]]:
        """Rows of all such jobs so far, once."""
        self.collect()
        mine = [row for told in self.told if told["job"] == job for row in told.get("rows", [told])]
        self.told = [told for told in self.told if told["job"] != job]
        return mine

    def told_rows(self) -> list[dict[str, Any]]:
        """The owner's rows that wait for an answer."""
        self.collect()
        return [row for told in self.told if told["job"] == "owner_rows" for row in told["rows"]]

    def restore(self, tab: str) -> None:
        self.jobs.restore_tab(RestoreTab(tab))

    def _hash(self, pin: str) -> str:
        self.hashed.append(pin)
        return f"$argon2id$of-{len(self.hashed)}"


@pytest.fixture
def paper() -> Paper:
    return Paper()


@pytest.fixture
def office(paper: Paper) -> Iterator[Office]:
    server = fakeredis.FakeServer()
    with (
        fakeredis.FakeRedis(server=server, decode_responses=True) as redis,
        fakeredis.FakeRedis(server=server) as jobs,
    ):
        yield Office(paper, redis, open_queue(LEDGER, jobs))


@pytest.fixture
def voucher(office: Office, paper: Paper) -> str:
    """A voucher of 10,000 won that stands in the workbook, all quiet."""
    office.send("member_vouchers", "V1", 100, member_id="A001", remaining_amount=10_000, status="active")
    office.settle()
    office.take("rows_written")
    assert paper.balance("member_vouchers", "V1") == (10_000, 10_000)
    return "V1"
