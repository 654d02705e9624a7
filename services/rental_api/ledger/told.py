"""Whether an event that must not be told twice was told before. Asked while holding the write lock."""

from sqlalchemy import Connection, bindparam, select

from services.rental_api.ledger.tables import events

_BY_DIGEST = select(events.c.event_id).where(events.c.digest == bindparam("told"))


def was_told(conn: Connection, digest: str) -> bool:
    return conn.execute(_BY_DIGEST, {"told": digest}).first() is not None
