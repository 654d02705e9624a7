"""The book itself: nothing moves without an entry in the same transaction, and no entry is ever changed."""

from sqlalchemy import Connection, bindparam, insert, update

from services.rental_api.ledger import daily_uses
from services.rental_api.ledger.daily_uses import Day
from services.rental_api.ledger.tables import entries, passes

_NEW = insert(entries)
_MOVE = (
    update(passes)
    .where(passes.c.pass_id == bindparam("which"))
    .values(balance=passes.c.balance + bindparam("moved"), updated_at=bindparam("at"))
    .returning(passes.c.balance)
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
    if day:
        left = daily_uses.move(conn, pass_id, day, amount)
    else:
        left = int(conn.execute(_MOVE, {"which": pass_id, "moved": amount, "at": at}).scalar_one())
    row = {"pass_id": pass_id, "kind": kind, "amount": amount, "balance_after": left, "created_at": at}
    conn.execute(_NEW, row | daily_uses.columns(day) | {"hold_id": hold_id, "reason": reason})
    return left
