"""A Google that is this machine's, with one spreadsheet."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.integration.sheets_sync.google.desk import Desk, FakeClock
from tests.support.google.book import Book
from tests.support.google.standin import StandIn


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Desk]:
    """Nothing of F-BOX's in it yet."""
    with StandIn(clock := FakeClock()) as google:
        yield Desk(google, clock, tmp_path)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """All tabs, as the service makes them. Once for the session: it is the slowest part of a test."""
    with StandIn(clock := FakeClock()) as google:
        desk = Desk(google, clock, tmp_path_factory.mktemp("prepared"))
        desk.prepare()
        return desk.owner.version()


@pytest.fixture
def desk(bare: Desk, prepared: Book) -> Desk:
    """All tabs there and known, and a minute gone since."""
    bare.owner.restores(prepared)
    bare.workbook.prepare([], every_column=False)
    bare.clock.pass_by(60)
    return bare
