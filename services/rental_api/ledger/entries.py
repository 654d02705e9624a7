"""The book itself: nothing moves without an entry in the same transaction, and no entry is ever changed."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, insert, select, update

from services.rental_api.ledger import daily_uses, sheet_names, sheet_rows
from services.rental_api.ledger.daily_uses import Day
from services.rental_api.ledger.sheet_rows import Name
from services.rental_api.ledger.tables import IS_FIRST, entries, passes

_NEW = insert(entries)
_MOVE = (
    update(passes)
    .where(passes.c.pass_id == bindparam("which"))
    .values(balance=passes.c.balance + bindparam("moved"), updated_at=bindparam("at"))
    .returning(passes.c.balance, passes.c.kind)
)

_LEFT_AT = (
    select(entries.c.balance_after)
    .where(entries.c.pass_id == bindparam("which"), entries.c.created_at <= bindparam("at"))
    .order_by(entries.c.entry_id.desc())
    .limit(1)
)
_AT_FIRST = select(entries.c.pass_id, entries.c.amount).where(
    entries.c.pass_id.in_(bindparam("pass_ids", expanding=True)), IS_FIRST
)


def post(
    conn: Connection,
    pass_id: str,
    kind: str,
    amount: int,
    at: int,
    hold_id: str | None = None,
    reason: str | None = None,
    day: Day | None = None,
) -> int:
    """Moves the balance, or a subscription's day, by `amount` and writes down why; returns what is left.

    Raises IntegrityError where that would become negative or the hold was resolved before.
    """
    of_kind = "subscription"
    if day:
        left = daily_uses.move(conn, pass_id, day, amount)
    else:
        left, of_kind = conn.execute(_MOVE, {"which": pass_id, "moved": amount, "at": at}).one()
    row = {"pass_id": pass_id, "kind": kind, "amount": amount, "balance_after": left, "created_at": at}
    key = conn.execute(
        _NEW, row | daily_uses.columns(day) | {"hold_id": hold_id, "reason": reason}
    ).inserted_primary_key
    if not day:
        sheet_rows.mark_all(conn, _shown(of_kind, key[0] if key else 0, pass_id, kind, amount, at))
    return int(left)


def at_first(conn: Connection, pass_ids: Collection[str]) -> dict[str, int]:
    """What was on each pass when it was given."""
    return dict(conn.execute(_AT_FIRST, {"pass_ids": list(pass_ids)}).all())


def left_at(conn: Connection, pass_id: str, at: int) -> int | None:
    """What was on a pass with a balance at that time (UTC ms); None before it was given."""
    left: int | None = conn.execute(_LEFT_AT, {"which": pass_id, "at": at}).scalar()
    return left


def _shown(of_kind: str, entry_id: int, pass_id: str, kind: str, amount: int, at: int) -> list[Name]:
    """The rows of the workbook that an entry changes: its pass's, and its own where vouchers' are listed."""
    mine = [(sheet_names.TAB_OF_PASS[of_kind], pass_id)]
    line = ("voucher_transactions", sheet_names.of_entry(entry_id, pass_id, kind, amount, at))
    return [*mine, line] if of_kind == "voucher" else mine
