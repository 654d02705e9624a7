"""The ledger's tables are made and kept up to date on either database."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import OperationalError

from services.rental_api.ledger.engine import open_engine
from services.rental_api.ledger.postgres import lock
from services.rental_api.ledger.tables import metadata
from services.rental_api.migrate import migrate
from tests.support.postgres import PostgresServer
from tests.support.servers import SECRETS

SITES = ("gym-1", "gym-2", "gym-1")


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/ledger.db"
        return
    postgres: PostgresServer = request.getfixturevalue("postgres")
    with postgres.fresh() as url:
        yield url


def _start(url: str, site: str) -> "subprocess.Popen[bytes]":
    environment = os.environ | SECRETS | {"FBOX_DATABASE_URL": url, "FBOX_SITE": site, "FBOX_DEMO": "false"}
    return subprocess.Popen([sys.executable, "-m", "services.rental_api.prepare"], env=environment)


def test_migrations_started_at_once_all_succeed(empty: str) -> None:
    started = [_start(empty, site) for site in SITES]
    assert [process.wait(60) for process in started] == [0] * len(SITES)


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
