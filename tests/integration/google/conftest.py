"""The stand-in with a clock that the test moves, and the real gspread in front of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import gspread
import pytest

from tests.integration.google.client import open_book
from tests.support.google.owner import Owner
from tests.support.google.standin import StandIn


@dataclass
class Clock:
    """In ms; stands still until it is moved."""

    ms: int = 1_763_900_000_000

    def __call__(self) -> int:
        return self.ms

    def passes(self, seconds: float) -> None:
        self.ms += round(seconds * 1000)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def google(clock: Clock) -> Iterator[StandIn]:
    with StandIn(clock) as google:
        yield google


@pytest.fixture
def owner(google: StandIn) -> Owner:
    """Of a workbook with one tab of two members."""
    owner = google.owner()
    kim = {"member_id": "A1", "name": "김철수", "phone": "'01012345678"}
    lee = {"member_id": "A2", "name": "이영희", "phone": "'01087654321"}
    owner.makes_tab("members", ["member_id", "name", "phone"], kim, lee)
    return owner


@pytest.fixture
def book(google: StandIn, owner: Owner, tmp_path: Path) -> Iterator[gspread.Spreadsheet]:
    book = open_book(google, tmp_path)
    yield book
    book.client.session.close()
