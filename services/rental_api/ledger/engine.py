"""The ledger's database connection. Every write transaction takes its lock when it begins (lesson 7)."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url

BUSY_MS = 10_000
WAL_PAGES = 10_000


def open_engine(url: str) -> Engine:
    """The engine for `sqlite:///…`. A transaction begun through `engine.begin()` may write;
    `reading(engine)` gives connections that never hold up a writer."""
    parsed = make_url(url)
    if parsed.database and parsed.get_backend_name() == "sqlite":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin)
    return engine


def reading(engine: Engine) -> Engine:
    """The same engine for transactions that only read."""
    return engine.execution_options(fbox_reads=True)


def forgetful(engine: Engine) -> Engine:
    """The same engine for transactions that a power cut may undo: their commits do not wait for the disk."""
    return engine.execution_options(fbox_forgetful=True)


def checkpoint(engine: Engine) -> None:
    """Brings the WAL into the database file without holding up anybody.

    Left to itself SQLite does it inside some member's commit, every thousand pages, for tens of milliseconds.
    """
    if engine.dialect.name == "sqlite":
        with engine.connect() as conn:
            conn.connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)")


def _set_up_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    # The driver's own idea of when to begin loses updates without an error; we begin ourselves.
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        f"busy_timeout={BUSY_MS}",
        "foreign_keys=ON",
        f"wal_autocheckpoint={WAL_PAGES}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    _wait_for_disk(connection, not options.get("fbox_forgetful", False))
    connection.exec_driver_sql("BEGIN" if options.get("fbox_reads") else "BEGIN IMMEDIATE")


def _wait_for_disk(connection: Connection, wait: bool) -> None:
    """Connections are pooled, so each remembers how it was used last."""
    if connection.info.get("waits", True) != wait:
        connection.exec_driver_sql(f"PRAGMA synchronous={'FULL' if wait else 'NORMAL'}")
        connection.info["waits"] = wait
