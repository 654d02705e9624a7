"""What became of a member's passes: the newest entries of all of them, as they stand in the book."""

from typing import Any

from sqlalchemy import Connection, Row, bindparam, select

from services.rental_api.ledger.tables import entries, holds, items, passes

_OF_MEMBER = (
    select(
        *(entries.c.entry_id, entries.c.kind, entries.c.amount, entries.c.balance_after, entries.c.day),
        *(entries.c.category, entries.c.reason, entries.c.created_at),
        *(passes.c.pass_id, passes.c.name, passes.c.kind.label("of_kind"), items.c.rental_id),
    )
    .join(passes, passes.c.pass_id == entries.c.pass_id)
    .outerjoin(holds, holds.c.hold_id == entries.c.hold_id)
    .outerjoin(items, items.c.item_id == holds.c.item_id)
    .where(passes.c.member_id == bindparam("member"))
    .order_by(entries.c.entry_id.desc())
    .limit(bindparam("most"))
)


def of_member(conn: Connection, member_id: str, limit: int) -> list[Row[Any]]:
    """Newest first; `rental_id` where a rental moved the pass."""
    return list(conn.execute(_OF_MEMBER, {"member": member_id, "most": limit}))
