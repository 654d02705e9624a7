"""Makes the ledger fit for this version: `python -m services.rental_api.prepare`.

Nearly every start finds it so. That is seen without loading what makes tables and demo data: on a Pi, whose gym waits
after a power cut, that takes seconds.
"""

import importlib
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

from shared import process

SQLITE = "sqlite:///"
VERSIONS = Path(__file__).parent / "migrations" / "versions"


def newest() -> str:
    """The last of the migrations: their files begin with their number."""
    return max(file.name for file in VERSIONS.glob("[0-9]*.py")).partition("_")[0]


def is_prepared(database_url: str) -> bool:
    """Whether a ledger on SQLite has the newest tables, and members. Of any other database nothing is known yet."""
    file = Path(database_url.removeprefix(SQLITE))
    if not database_url.startswith(SQLITE) or not file.is_file():
        return False
    try:
        with closing(sqlite3.connect(file)) as ledger:
            version = ledger.execute("SELECT version_num FROM alembic_version").fetchone()
            return version == (newest(),) and bool(ledger.execute("SELECT 1 FROM members LIMIT 1").fetchone())
    except sqlite3.Error:  # no tables yet, or something is wrong with it: who brings it up to date will say what
        return False


def main() -> None:
    settings = process.start("rental_prepare")
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)  # it tells of each, as it is loaded
    if not is_prepared(settings.database_url):
        importlib.import_module("services.rental_api.seed").start(settings)


if __name__ == "__main__":
    main()
