"""How PostgreSQL is opened, and how its transactions begin: as SQLite's do, one writer a site at a time.

Only `engine` loads the driver: an installation on SQLite does without its memory.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

BUSY_MS = 10_000
LOST_MS = 30_000
"""A writer that has said nothing for so long (a Pi cut off in mid-transaction) loses its site's lock."""

THREADS = 16
"""Connections kept: what is opened beyond them is closed after each use. None is opened before it is needed."""

CONNECTING = {"connect_timeout": 5, "tcp_user_timeout": BUSY_MS, "keepalives_idle": 10}
"""libpq's, in s, ms, s: a server that is gone is noticed within a member's patience."""

READING = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY"


def engine(url: URL) -> Engine:
    """Connections that a restarted server has closed are replaced before use."""
    made = create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args=CONNECTING,
        pool_pre_ping=True,
        pool_size=THREADS,
        hide_parameters=True,
    )
    event.listen(made, "connect", _set_up)
    return made


def beginning(site: str) -> Callable[[Connection, bool, bool], None]:
    """Begins that site's transactions, each in one round trip."""
    writing = _writing(lock_key("ledger", site))

    def begin(connection: Connection, reads: bool, forgetful: bool) -> None:
        sloppy = "; SET LOCAL synchronous_commit TO off" if forgetful else ""
        connection.exec_driver_sql(READING if reads else writing + sloppy)

    return begin


def lock(connection: Connection, *purpose: str) -> None:
    """Waits until nobody else holds that lock, and holds it until the transaction ends."""
    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({lock_key(*purpose)})")


def lock_key(*purpose: str) -> int:
    """64 bits of a hash with our name in it: other programs' advisory locks are others."""
    return int.from_bytes(blake2b("\0".join(("fbox", *purpose)).encode(), digest_size=8).digest(), signed=True)


def _writing(key: int) -> str:
    """READ COMMITTED, so that every statement after the lock sees all that earlier holders have committed."""
    return (
        "BEGIN ISOLATION LEVEL READ COMMITTED, READ WRITE; "
        f"SET LOCAL lock_timeout = {BUSY_MS}; "
        f"SET LOCAL idle_in_transaction_session_timeout = {LOST_MS}; "
        f"SELECT pg_advisory_xact_lock({key})"
    )


def _set_up(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver's own connection
    # Or the driver would begin by itself, a round trip of its own; commit and rollback work the same.
    connection.autocommit = True
