"""What is set aside for a garment until it is known whether it came out."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from services.rental_api.ledger import bonus, daily_uses, entries
from services.rental_api.ledger.daily_uses import Day
from services.rental_api.ledger.ids import new_id
from services.rental_api.ledger.tables import IS_RESOLUTION, holds, items, passes
from services.rental_api.ledger.tables import entries as lines
from services.rental_api.rules.payment import Charge

CLAIM = "claim "
"""How the reason of what a claim gives back begins; the item's id follows."""
_NEW = insert(holds)
_OF_ITEM = select(holds).where(holds.c.item_id == bindparam("item_id"))
_OF_RENTAL = (
    select(holds.c.item_id, holds.c.pass_id, holds.c.amount, passes.c.kind, passes.c.name)
    .join(items, items.c.item_id == holds.c.item_id)
    .join(passes, passes.c.pass_id == holds.c.pass_id)
    .where(items.c.rental_id == bindparam("rental_id"))
    .order_by(items.c.position, holds.c.created_at)
)


_WITH_ENDS = (
    select(
        *(holds.c.hold_id, holds.c.item_id, holds.c.pass_id, holds.c.amount, holds.c.day, holds.c.created_at),
        *(passes.c.kind, passes.c.name),
        *(lines.c.entry_id, lines.c.kind.label("ended"), lines.c.created_at.label("ended_at")),
    )
    .join(items, items.c.item_id == holds.c.item_id)
    .join(passes, passes.c.pass_id == holds.c.pass_id)
    .outerjoin(lines, (lines.c.hold_id == holds.c.hold_id) & IS_RESOLUTION)
    .where(items.c.rental_id == bindparam("rental_id"))
    .order_by(items.c.position, holds.c.created_at)
)

_GIVEN_BACK = (
    select(items.c.item_id, lines.c.entry_id, lines.c.pass_id, lines.c.amount, lines.c.created_at)
    .add_columns(passes.c.kind, passes.c.name)
    .join(holds, holds.c.item_id == items.c.item_id)
    .join(lines, lines.c.pass_id == holds.c.pass_id)
    .join(passes, passes.c.pass_id == holds.c.pass_id)
    .where(items.c.rental_id == bindparam("rental_id"), lines.c.reason == CLAIM + items.c.item_id)
    .order_by(lines.c.entry_id)
)


def hold(conn: Connection, item_id: str, charge: Charge, at: int) -> None:
    """Takes the charge off its pass until the item is resolved; IntegrityError where it is not there."""
    hold_id, day = new_id("hld"), None
    if charge.daily:
        day = Day(charge.daily.day, charge.daily.category)
        daily_uses.open_day(conn, charge.pass_id, day, charge.daily.limit)
    what = {"hold_id": hold_id, "item_id": item_id, "pass_id": charge.pass_id, "amount": charge.amount}
    conn.execute(_NEW, what | daily_uses.columns(day) | {"created_at": at})
    entries.post(conn, charge.pass_id, "hold", -charge.amount, at, hold_id, day=day)


def resolve(conn: Connection, item_id: str, dispensed: bool, at: int) -> list[str]:
    """Posts (came out) or releases (did not) every hold of an item; an index allows it once a hold.

    Returns the bonus vouchers that began because their parent is spent now.
    """
    begun: list[str] = []
    for row in conn.execute(_OF_ITEM, {"item_id": item_id}).all():
        day = Day(row.day, row.category) if row.day else None
        kind, amount = ("post", 0) if dispensed else ("release", row.amount)
        left = entries.post(conn, row.pass_id, kind, amount, at, row.hold_id, day=day)
        begun += bonus.begin(conn, row.pass_id, at) if left == 0 else []
    return begun


def give_back(conn: Connection, item_id: str, at: int) -> None:
    """What a garment's posted holds took comes back by an entry of its own, to the day it was taken from.

    The caller sees to it that this happens once: a claim is given back once.
    """
    for row in conn.execute(_OF_ITEM, {"item_id": item_id}).all():
        day = Day(row.day, row.category) if row.day else None
        entries.post(conn, row.pass_id, "adjust", row.amount, at, reason=f"{CLAIM}{item_id}", day=day)


def with_ends(conn: Connection, rental_id: str) -> list[Row[Any]]:
    """A rental's holds with what they became: `ended` is `post`, `release` or None, `ended_at` UTC ms."""
    return list(conn.execute(_WITH_ENDS, {"rental_id": rental_id}))


def given_back(conn: Connection, rental_id: str) -> list[Row[Any]]:
    """The entries by which claims gave back what a rental's garments had cost."""
    return list(conn.execute(_GIVEN_BACK, {"rental_id": rental_id}))


def of_rental(conn: Connection, rental_id: str) -> list[Row[Any]]:
    """(item_id, pass_id, amount, kind, name) of a rental's holds, in the order of its garments."""
    return list(conn.execute(_OF_RENTAL, {"rental_id": rental_id}))
