"""Which tap of the operator's button led to which pass: the same tap again changes nothing."""

from typing import NamedTuple

from sqlalchemy import Connection, bindparam, insert, select

from services.rental_api.ledger.tables import desk_taps

_BY_KEY = select(desk_taps.c.request_digest, desk_taps.c.pass_id).where(
    desk_taps.c.site == bindparam("site"), desk_taps.c.idempotency_key == bindparam("key")
)
_NEW = insert(desk_taps)


class Tap(NamedTuple):
    """What was asked for with a key, as a digest, and the pass it made or changed."""

    digest: str
    pass_id: str


def by_key(conn: Connection, site: str, key: str) -> Tap | None:
    row = conn.execute(_BY_KEY, {"site": site, "key": key}).first()
    return Tap(*row) if row else None


def add(conn: Connection, site: str, key: str, tap: Tap, at: int) -> None:
    """IntegrityError where the key was there before."""
    row = {"site": site, "idempotency_key": key, "request_digest": tap.digest, "pass_id": tap.pass_id}
    conn.execute(_NEW, row | {"created_at": at})
