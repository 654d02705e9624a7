from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.rental_api.ledger import postgres as on_postgres
from services.rental_api.ledger import sqlite as on_sqlite
from tests.support.either import EITHER, ledger_on
from tests.support.gym import TOWELS, Gym
from tests.support.postgres import PostgresServer


@pytest.fixture(params=EITHER)
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty ledger: whoever asks for it is run on either database."""
    with ledger_on(request) as url:
        yield url


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """The tables on PostgreSQL, for what SQLite cannot do."""
    with postgres.lent() as url:
        yield url


@pytest.fixture
def make_gym(tmp_path: Path, database_url: str) -> Iterator[Callable[..., Gym]]:
    """Makes the gym as a test needs it; closed afterwards."""
    made: list[Gym] = []

    def make(**values: int) -> Gym:
        made.append(Gym(tmp_path, database_url, **values))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def gym(make_gym: Callable[..., Gym]) -> Gym:
    """Twenty towels in a v3 dispenser, online."""
    one = make_gym()
    one.boot(TOWELS, 20)
    return one


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits longer than 50 ms for the write lock."""
    monkeypatch.setattr(on_postgres, "BUSY_MS", 50)
    monkeypatch.setattr(on_sqlite, "BUSY_MS", 50)
