"""Rentals for the operator to leaf through, the newest first. Every look reads a bounded number of rows."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, bindparam, select

from services.rental_api.ledger.rentals import Item, Rental
from services.rental_api.ledger.tables import items, rentals

_c = rentals.c
_ALL = select(*(_c[name] for name in Rental.__dataclass_fields__)).order_by(_c.created_at.desc(), _c.rental_id.desc())
_ITEMS = (
    select(*(items.c[name] for name in Item.__dataclass_fields__))
    .where(items.c.rental_id.in_(bindparam("rentals", expanding=True)))
    .order_by(items.c.position)
)


@dataclass(frozen=True)
class Within:
    """Of whom, begun in which time (UTC ms, the end not in it), and older than which rental; None leaves it open.

    Not of which site, of which a database has one: SQLite would go by it and read every rental there ever was.
    """

    member_id: str | None = None
    since: int | None = None
    until: int | None = None
    older_than: Rental | None = None


def newest(conn: Connection, within: Within, limit: int) -> list[Rental]:
    query = _ALL.where(*_conditions(within)).limit(limit)
    return [Rental(**row._mapping) for row in conn.execute(query)]


def items_of_all(conn: Connection, rental_ids: Collection[str]) -> dict[str, list[Item]]:
    """Each rental's garments, in order."""
    found: dict[str, list[Item]] = defaultdict(list)
    for row in conn.execute(_ITEMS, {"rentals": list(rental_ids)}):
        found[row.rental_id].append(Item(*row))
    return found


def _conditions(within: Within) -> list[ColumnElement[bool]]:
    old = within.older_than
    wanted = (
        within.member_id is not None and _c.member_id == within.member_id,
        within.since is not None and _c.created_at >= within.since,
        within.until is not None and _c.created_at < within.until,
        old is not None and _c.created_at <= old.created_at,
        old is not None and (_c.created_at < old.created_at) | (_c.rental_id < old.rental_id),
    )
    return [one for one in wanted if one is not False]
