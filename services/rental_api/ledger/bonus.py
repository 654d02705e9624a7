"""Bonus vouchers: each waits for its parent to be spent, then runs for its own days."""

from sqlalchemy import BigInteger, Connection, bindparam, cast, exists, or_, update

from services.rental_api.ledger import sheet_names, sheet_rows
from services.rental_api.ledger.tables import IS_RESOLUTION, entries, holds, passes

DAY_MS = 86_400_000
_parent = passes.alias("parent")
_RESOLVED = exists().where(entries.c.hold_id == holds.c.hold_id, IS_RESOLUTION)
_MAY_COME_BACK = exists().where(holds.c.pass_id == _parent.c.pass_id, ~_RESOLVED)
_SPENT = exists().where(
    _parent.c.pass_id == bindparam("spent"),
    _parent.c.balance == 0,
    or_(_parent.c.valid_until.is_(None), _parent.c.valid_until > bindparam("at")),
    ~_MAY_COME_BACK,
)
_BEGIN = (
    update(passes)
    .where(passes.c.parent_pass_id == bindparam("spent"), passes.c.status == "pending", _SPENT)
    .values(
        status="active",
        valid_from=bindparam("at"),
        valid_until=bindparam("at") + cast(passes.c.validity_days, BigInteger) * DAY_MS,
        updated_at=bindparam("at"),
    )
    .returning(passes.c.pass_id)
)


def begin(conn: Connection, parent_id: str, at: int) -> list[str]:
    """Begins the parent's bonus if nothing is left of the parent and nothing held may come back to it.

    Returns the ids of those that began. A parent that ended by time takes its waiting bonus with it; one that gets
    a balance again later does not stop a bonus that runs.
    """
    begun = list(conn.execute(_BEGIN, {"spent": parent_id, "at": at}).scalars())
    sheet_rows.mark_all(conn, [(sheet_names.TAB_OF_PASS["voucher"], pass_id) for pass_id in begun])
    return begun
