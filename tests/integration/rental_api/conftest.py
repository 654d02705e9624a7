from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from services.rental_api.ledger import postgres as on_postgres
from services.rental_api.ledger import sqlite as on_sqlite
from tests.support.gym import TOWELS, Gym
from tests.support.postgres import PostgresServer


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty ledger: whoever asks for it is run on either database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/ledger.db"
    else:
        yield request.getfixturevalue("postgres_url")


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    """The tables on PostgreSQL, for what SQLite cannot do."""
    with postgres.fresh() as url:
        yield url


@pytest.fixture
def gym(tmp_path: Path, database_url: str) -> Iterator[Gym]:
    """Twenty towels in a v3 dispenser, online."""
    with closing(Gym(tmp_path, database_url)) as one:
        one.boot(TOWELS, 20)
        yield one


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits longer than 50 ms for the write lock."""
    monkeypatch.setattr(on_postgres, "BUSY_MS", 50)
    monkeypatch.setattr(on_sqlite, "BUSY_MS", 50)
