"""Rentals and their items: the rows, and the only ways they change."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, exists, func, insert, select, update

from services.rental_api.ledger import sheet_names, sheet_rows
from services.rental_api.ledger.tables import IS_AT_THE_DEVICE, IS_OPEN, items, rentals
from services.rental_api.ledger.upsert import DIALECTS
from services.rental_api.rules.offer import Promised

AT_THE_DEVICE = ("dispensing", "unknown")
OPEN = ("reserved", *AT_THE_DEVICE)
PENDING = ("reserved", "dispensing")


@dataclass(frozen=True)
class Rental:
    rental_id: str
    member_id: str
    request_digest: str
    locker_number: str | None
    created_at: int


@dataclass(frozen=True)
class Item:
    """One garment of a rental. `stock_before` and `evidence` are what the device said when it was sent for it;
    `in_sheet_at` is when the workbook last took its row."""

    item_id: str
    rental_id: str
    position: int
    product_id: str
    device_uuid: str
    price: int
    state: str
    reason: str | None
    created_at: int
    stock_before: int | None
    evidence: str | None
    command_seq: int | None
    dispatched_at: int | None
    deadline_at: int | None
    sent_at: int | None
    asked_at: int | None
    owner_asked_at: int | None
    resolved_at: int | None = None
    resolved_by: str | None = None
    in_sheet_at: int | None = None


_RENTAL = [rentals.c[name] for name in Rental.__dataclass_fields__]
_ITEM = [items.c[name] for name in Item.__dataclass_fields__]

# Built once: making a statement takes as long as carrying it out.
_BY_KEY = select(*_RENTAL).where(rentals.c.site == bindparam("site"), rentals.c.idempotency_key == bindparam("key"))
_ONE_ITEM = select(*_ITEM).where(items.c.item_id == bindparam("item_id"))
_OF_DEVICE = select(*_ITEM).where(items.c.device_uuid == bindparam("uuid"))
_AT_DEVICE = _OF_DEVICE.where(IS_AT_THE_DEVICE)
_OPEN_OF_DEVICE = _OF_DEVICE.where(IS_OPEN).order_by(items.c.created_at, items.c.position)
_MOVE = update(items).where(
    items.c.item_id == bindparam("which"), items.c.state.in_(bindparam("was", expanding=True))
)
_OF_RENTAL = select(*_ITEM).where(items.c.rental_id == bindparam("rental_id")).order_by(items.c.position)
_MOVING = exists().where(
    items.c.rental_id == bindparam("rental_id"),
    items.c.product_id == bindparam("product_id"),
    items.c.state.in_(PENDING),
)
_SHOW = {dialect: sheet_rows.marking(dialect, unless=_MOVING) for dialect in DIALECTS}
_BY_ID = select(*_RENTAL).where(rentals.c.site == bindparam("site"), rentals.c.rental_id == bindparam("rental_id"))
_NEW_RENTAL, _NEW_ITEM = insert(rentals), insert(items)
_IN_SHEET = (
    update(items)
    .where(items.c.rental_id == bindparam("rental"), items.c.product_id == bindparam("product"))
    .values(in_sheet_at=bindparam("at"))
)
_SPOKEN_FOR = (
    select(items.c.device_uuid, func.count(), func.sum(case((items.c.state == "unknown", 1), else_=0)))
    .where(IS_OPEN)
    .group_by(items.c.device_uuid)
)


def by_key(conn: Connection, site: str, key: str) -> Rental | None:
    return _rental(conn.execute(_BY_KEY, {"site": site, "key": key}).first())


def by_id(conn: Connection, site: str, rental_id: str) -> Rental | None:
    return _rental(conn.execute(_BY_ID, {"site": site, "rental_id": rental_id}).first())


def of_member(conn: Connection, site: str, member_id: str, limit: int) -> list[Rental]:
    """A member's newest rentals, newest first."""
    where = (rentals.c.site == site, rentals.c.member_id == member_id)
    rows = conn.execute(select(*_RENTAL).where(*where).order_by(rentals.c.created_at.desc()).limit(limit))
    return [Rental(*row) for row in rows]


def items_of(conn: Connection, rental_id: str) -> list[Item]:
    return [Item(*row) for row in conn.execute(_OF_RENTAL, {"rental_id": rental_id})]


def item(conn: Connection, item_id: str) -> Item | None:
    row = conn.execute(_ONE_ITEM, {"item_id": item_id}).first()
    return Item(*row) if row else None


def open_items(conn: Connection) -> list[Item]:
    """Every item not yet resolved, the oldest first."""
    rows = conn.execute(select(*_ITEM).where(IS_OPEN).order_by(items.c.created_at, items.c.position))
    return [Item(*row) for row in rows]


def at_device(conn: Connection, uuid: str) -> Item | None:
    """The one item a dispenser is busy with, `dispensing` or `unknown`."""
    row = conn.execute(_AT_DEVICE, {"uuid": uuid}).first()
    return Item(*row) if row else None


def next_to_dispatch(conn: Connection, uuid: str) -> Item | None:
    """The oldest reserved item of a dispenser that is busy with none; None where it is busy or nobody waits."""
    waiting = [Item(*row) for row in conn.execute(_OPEN_OF_DEVICE, {"uuid": uuid})]
    busy = any(one.state in AT_THE_DEVICE for one in waiting)
    return None if busy or not waiting else waiting[0]


def spoken_for(conn: Connection) -> dict[str, Promised]:
    """What is promised, by device."""
    return {uuid: Promised(count, unknown > 0) for uuid, count, unknown in conn.execute(_SPOKEN_FOR)}


def add(conn: Connection, site: str, rental: Rental, key: str) -> None:
    row = {name: getattr(rental, name) for name in Rental.__dataclass_fields__}
    conn.execute(_NEW_RENTAL, row | {"site": site, "idempotency_key": key})


def add_item(conn: Connection, new: dict[str, Any]) -> None:
    conn.execute(_NEW_ITEM, new)


def move(conn: Connection, item_id: str, from_states: tuple[str, ...], **values: Any) -> bool:  # noqa: ANN401
    """Changes an item only if it still is in one of those states; says whether it did."""
    return bool(conn.execute(_MOVE, values | {"which": item_id, "was": from_states}).rowcount)


def show_in_sheet(conn: Connection, rental_id: str, product_id: str) -> None:
    """Marks the row of one product of a rental in the workbook as changed, once it is known what came of it."""
    [row] = sheet_rows.marks([("rental_history", sheet_names.of_rented(rental_id, product_id))])
    conn.execute(_SHOW[conn.dialect.name], row | {"rental_id": rental_id, "product_id": product_id})


def in_sheet(conn: Connection, keys: Collection[str], at: int) -> None:
    """The workbook has those rows of `rental_history` since that time (UTC ms)."""
    rows = [dict(zip(("rental", "product"), sheet_names.rented(key), strict=True)) | {"at": at} for key in keys]
    if rows:
        conn.execute(_IN_SHEET, rows)


def _rental(row: Row[Any] | None) -> Rental | None:
    return None if row is None else Rental(**row._mapping)
