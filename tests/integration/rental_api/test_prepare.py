"""A ledger that is fit for this version is seen to be so at a glance; every other one is looked at thoroughly."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory

from services.rental_api.migrate import MIGRATIONS
from services.rental_api.prepare import is_prepared, newest
from services.rental_api.seed import start
from tests.support.ledgers import lent_ledger
from tests.support.servers import settings_for


@pytest.fixture
def prepared(tmp_path: Path) -> str:
    settings = settings_for(tmp_path, demo=True)
    start(settings)
    return settings.database_url


def test_the_newest_tables_with_members_are_left_as_they_are(prepared: str) -> None:
    assert is_prepared(prepared)


def test_tables_of_an_earlier_version_are_not(prepared: str) -> None:
    with closing(sqlite3.connect(prepared.removeprefix("sqlite:///"))) as ledger, ledger:
        ledger.execute("UPDATE alembic_version SET version_num = '0001'")
    assert not is_prepared(prepared)


def test_tables_without_a_member_are_not() -> None:
    with lent_ledger() as url:
        assert not is_prepared(url)


def test_a_ledger_that_is_missing_is_not_and_is_not_made(tmp_path: Path) -> None:
    assert not is_prepared(f"sqlite:///{tmp_path}/ledger.db")
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_ledger_is_not(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"no ledger at all")
    assert not is_prepared(f"sqlite:///{tmp_path}/ledger.db")


def test_a_ledger_on_a_server_is_asked_there() -> None:
    assert not is_prepared("postgresql://10.0.0.5/gym")


def test_the_newest_migration_is_the_one_alembic_ends_with() -> None:
    assert newest() == ScriptDirectory(str(MIGRATIONS)).get_current_head()
