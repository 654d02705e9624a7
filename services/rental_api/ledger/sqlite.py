"""How SQLite is opened, and how its transactions begin."""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

BUSY_MS = 10_000
WAL_PAGES = 10_000


def engine(url: URL) -> Engine:
    """Makes the file's folder where it is missing."""
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(url, hide_parameters=True)  # an error with a member's phone in it may be logged
    event.listen(made, "connect", _set_up)
    return made


def begin(connection: Connection, reads: bool, forgetful: bool) -> None:
    _wait_for_disk(connection, not forgetful)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def checkpoint(opened: Engine) -> None:
    """Left to itself SQLite does it inside some member's commit, every thousand pages, for tens of milliseconds."""
    with opened.connect() as conn:
        conn.connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")


def _set_up(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    # The driver's own idea of when to begin loses updates without an error; we begin ourselves.
    connection.isolation_level = None
    _use_a_wal(connection)
    for pragma in (
        "synchronous=FULL",
        f"busy_timeout={BUSY_MS}",
        "foreign_keys=ON",
        f"wal_autocheckpoint={WAL_PAGES}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _use_a_wal(connection: Any) -> None:  # noqa: ANN401 - the driver's own connection
    """A file that is new to both of two that open it at once: SQLite lets neither wait for the other to turn it."""
    end = time.monotonic() + BUSY_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > end:
                raise
            time.sleep(0.02)
        else:
            return


def _wait_for_disk(connection: Connection, wait: bool) -> None:
    """Connections are pooled, so each remembers how it was used last."""
    if connection.info.get("waits", True) != wait:
        connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if wait else 'NORMAL'}")
        connection.info["waits"] = wait
