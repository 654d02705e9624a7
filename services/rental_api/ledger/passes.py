"""What members have to pay with. A balance moves only by an entry, in one transaction with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from services.rental_api.ledger.tables import entries, passes


@dataclass(frozen=True)
class Pass:
    """One pass. `balance` is in uses for a count pass, in won for a voucher; `category` None pays for any.

    Times are UTC milliseconds; `valid_until` None never ends.
    """

    pass_id: str
    member_id: str
    kind: str
    name: str
    category: str | None
    balance: int
    status: str
    valid_from: int
    valid_until: int | None
    created_at: int

    @property
    def unit(self) -> str:
        return "won" if self.kind == "voucher" else "count"

    def usable(self, now: int) -> bool:
        """Whether it may pay now: active, begun, not over."""
        return (
            self.status == "active"
            and self.valid_from <= now
            and (self.valid_until is None or now < self.valid_until)
        )


_COLUMNS = [passes.c[name] for name in Pass.__dataclass_fields__]
_OF_MEMBER = (
    select(*_COLUMNS)
    .where(passes.c.site == bindparam("site"), passes.c.member_id == bindparam("member"))
    .order_by(passes.c.created_at, passes.c.pass_id)
)
_NEW_ENTRY = insert(entries)
_MOVE = (
    update(passes)
    .where(passes.c.pass_id == bindparam("which"))
    .values(balance=passes.c.balance + bindparam("moved"), updated_at=bindparam("at"))
    .returning(passes.c.balance)
)


def of_member(conn: Connection, site: str, member_id: str) -> list[Pass]:
    """All of a member's passes, the oldest first."""
    return _passes(conn.execute(_OF_MEMBER, {"site": site, "member": member_id}).all())


def by_id(conn: Connection, site: str, pass_id: str) -> Pass | None:
    found = _passes(conn.execute(select(*_COLUMNS).where(passes.c.site == site, passes.c.pass_id == pass_id)).all())
    return found[0] if found else None


def grant(conn: Connection, values: dict[str, Any], amount: int, reason: str | None) -> None:
    """A new pass with its first entry. `values` are the columns of `passes` but the balance."""
    conn.execute(insert(passes), values | {"balance": 0})
    post_entry(conn, values["pass_id"], "grant", amount, values["created_at"], reason=reason)


def post_entry(
    conn: Connection,
    pass_id: str,
    kind: str,
    amount: int,
    at: int,
    hold_id: str | None = None,
    reason: str | None = None,
) -> int:
    """Moves the balance by `amount` and writes down why; returns the new balance.

    Raises IntegrityError where the balance would become negative or the hold was resolved before.
    """
    balance = conn.execute(_MOVE, {"which": pass_id, "moved": amount, "at": at}).scalar_one()
    row = {"pass_id": pass_id, "kind": kind, "amount": amount, "balance_after": balance, "created_at": at}
    conn.execute(_NEW_ENTRY, row | {"hold_id": hold_id, "reason": reason})
    return int(balance)


def _passes(rows: Iterable[Row[Any]]) -> list[Pass]:
    return [Pass(**row._mapping) for row in rows]
