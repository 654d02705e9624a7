"""A workbook in a folder, and a fake Redis."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fakeredis
import pytest
from redis import Redis
from rq import Queue

from services.sheets_sync.jobs import SheetsJobs
from services.sheets_sync.local import LocalWorkbook
from services.sheets_sync.recorder import Recorder
from services.sheets_sync.workbook import Cell
from shared.jobs.sheets import WriteRows
from shared.keys import Keys
from shared.queues import LEDGER, open_queue


@dataclass
class Folder:
    """The owner's side: the files as Excel sees them and saves them."""

    path: Path

    def file(self, tab: str) -> Path:
        return self.path / f"{tab}.csv"

    def raw(self, tab: str) -> str:
        return self.file(tab).read_bytes().decode()

    def rows(self, tab: str) -> list[dict[str, str]]:
        with self.file(tab).open(newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))

    def header(self, tab: str) -> list[str]:
        with self.file(tab).open(newline="", encoding="utf-8-sig") as file:
            return next(csv.reader(file))

    def saves(self, tab: str, *lines: str, encoding: str = "utf-8-sig") -> None:
        self.path.mkdir(exist_ok=True)
        self.file(tab).write_bytes("".join(line + "\r\n" for line in lines).encode(encoding))


@dataclass
class Sync:
    """The service on that folder: `send` is one job of the ledger's."""

    jobs: SheetsJobs
    ledger: Queue

    def send(self, tab: str, key: str, version: int = 1, **values: Cell) -> None:
        self.send_rows({"tab": tab, "key": key, "version": version, "values": values})

    def send_rows(self, *rows: dict[str, Any]) -> None:
        self.jobs.write_rows(WriteRows(list(rows)))

    def confirmed(self) -> list[tuple[str, str, int]]:
        payloads = [job.args[0] for job in self.ledger.get_jobs()]
        return [(row["tab"], row["key"], row["version"]) for payload in payloads for row in payload["rows"]]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "sheets")


@pytest.fixture
def recorder(folder: Folder) -> Recorder:
    return Recorder(LocalWorkbook(folder.path))


@pytest.fixture
def server() -> fakeredis.FakeServer:
    return fakeredis.FakeServer()


@pytest.fixture
def redis(server: fakeredis.FakeServer) -> Iterator[Redis]:
    with fakeredis.FakeRedis(server=server, decode_responses=True) as client:
        yield client


@pytest.fixture
def sync(recorder: Recorder, server: fakeredis.FakeServer) -> Iterator[Sync]:
    with fakeredis.FakeRedis(server=server) as client:
        ledger = open_queue(LEDGER, client)
        yield Sync(SheetsJobs(recorder, ledger), ledger)


@pytest.fixture
def keys() -> Keys:
    return Keys("gym-1")
