"""The ledger's tables are made and kept up to date on either database."""

import multiprocessing
from collections.abc import Iterator
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import OperationalError

from services.rental_api.ledger.engine import open_engine
from services.rental_api.ledger.postgres import lock
from services.rental_api.ledger.tables import metadata
from services.rental_api.migrate import migrate
from services.rental_api.seed import start
from shared.config import Settings
from tests.support.postgres import PostgresServer
from tests.support.servers import settings_for

SITES = ("gym-1", "gym-2", "gym-1")
FORK = multiprocessing.get_context("fork")
"""Processes that have imported everything, and so really begin at once."""


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/ledger.db"
        return
    postgres: PostgresServer = request.getfixturevalue("postgres")
    with postgres.fresh() as url:
        yield url


def _start(settings: Settings, line: Barrier) -> None:
    line.wait(30)
    start(settings)


def test_migrations_started_at_once_all_succeed(empty: str, tmp_path: Path) -> None:
    line = FORK.Barrier(len(SITES))
    gyms = [settings_for(tmp_path, database_url=empty, site=site, demo=False) for site in SITES]
    started = [FORK.Process(target=_start, args=(gym, line)) for gym in gyms]
    for process in started:
        process.start()
    for process in started:
        process.join(60)
    assert [process.exitcode for process in started] == [0] * len(SITES)


def test_sites_that_share_a_database_do_not_change_its_tables_at_once(impatient: None, postgres_url: str) -> None:
    here, there = open_engine(postgres_url, "gym-1"), open_engine(postgres_url, "gym-2")
    with here.begin() as conn:
        lock(conn, "migrations")
        with pytest.raises(OperationalError):
            migrate(there)
    migrate(there)
    here.dispose()
    there.dispose()


def test_the_migrated_tables_are_those_the_code_works_with(empty: str) -> None:
    engine = open_engine(empty, "gym-1")
    migrate(engine)
    with engine.begin() as conn:
        assert compare_metadata(MigrationContext.configure(conn), metadata) == []
    engine.dispose()
