"""A workbook in a folder, and a fake Redis."""

import csv
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fakeredis
import pytest
from redis import Redis

from services.sheets_sync.local import LocalWorkbook
from shared.keys import Keys


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
        """A while ago: a file just saved may not be complete."""
        self.path.mkdir(exist_ok=True)
        self.file(tab).write_bytes("".join(line + "\r\n" for line in lines).encode(encoding))
        self.lets_stand(tab)

    def lets_stand(self, tab: str) -> None:
        then = time.time_ns() - 60 * 10**9
        os.utime(self.file(tab), ns=(then, then))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "sheets")


@pytest.fixture
def workbook(folder: Folder) -> LocalWorkbook:
    return LocalWorkbook(folder.path)


@pytest.fixture
def server() -> fakeredis.FakeServer:
    return fakeredis.FakeServer()


@pytest.fixture
def redis(server: fakeredis.FakeServer) -> Iterator[Redis]:
    with fakeredis.FakeRedis(server=server, decode_responses=True) as client:
        yield client


@pytest.fixture
def keys() -> Keys:
    return Keys("gym-1")
