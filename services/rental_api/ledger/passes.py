"""What members have to pay with, and what has become of it by now."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, insert, select, union

from services.rental_api.ledger import daily_uses, entries
from services.rental_api.ledger.tables import passes

_parent = passes.alias("parent")


@dataclass(frozen=True)
class Pass:
    """One pass. `balance` is in uses for a count pass, in won for a voucher, 0 for a subscription, whose
    `daily_limits` and `used` (by category, on the day asked about) take its place; `category` None pays for any.

    Times are UTC milliseconds; `valid_until` None never ends. `status` says only whether it has begun: `pending`
    (a bonus whose parent still pays) or `active`; `state` tells what time and balance have made of it.
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
    updated_at: int = 0
    daily_limits: Mapping[str, int] | None = None
    product_id: str | None = None
    parent_pass_id: str | None = None
    validity_days: int | None = None
    parent_until: int | None = None
    used: Mapping[str, int] | None = None

    @property
    def unit(self) -> str:
        return "won" if self.kind == "voucher" else "count"

    @property
    def remaining_today(self) -> dict[str, int] | None:
        """Uses left by category on the day asked about; None for a pass without daily limits."""
        if self.daily_limits is None:
            return None
        used = self.used or {}
        return {category: max(most - used.get(category, 0), 0) for category, most in self.daily_limits.items()}

    def state(self, now: int) -> str:
        """`pending`, `active`, `exhausted` or `expired`: by time and balance, not by somebody having called."""
        ends = self.parent_until if self.status == "pending" else self.valid_until
        if ends is not None and now >= ends:
            return "expired"
        if self.status == "pending" or now < self.valid_from:
            return "pending"
        return "exhausted" if self.kind != "subscription" and self.balance == 0 else "active"

    def usable(self, now: int) -> bool:
        """Whether it may pay now."""
        return self.state(now) == "active"


_OWN = [name for name in Pass.__dataclass_fields__ if name not in ("parent_until", "used")]
_ALL = select(*(passes.c[name] for name in _OWN), _parent.c.valid_until.label("parent_until")).select_from(
    passes.outerjoin(_parent, _parent.c.pass_id == passes.c.parent_pass_id)
)
_OF_SITE = _ALL.where(passes.c.site == bindparam("site"))
_OF_MEMBER = _OF_SITE.where(passes.c.member_id == bindparam("member")).order_by(passes.c.created_at, passes.c.pass_id)
_BY_ID = _OF_SITE.where(passes.c.pass_id == bindparam("pass_id"))
_LAPSED = _OF_SITE.where(
    passes.c.balance > 0,
    ((passes.c.status == "active") & (passes.c.valid_until <= bindparam("now")))
    | ((passes.c.status == "pending") & (_parent.c.valid_until <= bindparam("now"))),
)
_OF_IDS = _OF_SITE.where(passes.c.pass_id.in_(bindparam("pass_ids", expanding=True)))


def _meanwhile(time: ColumnElement[int]) -> ColumnElement[bool]:
    return (time > bindparam("since")) & (time <= bindparam("now"))


_TURNED = union(
    *(
        select(passes.c.pass_id, passes.c.kind).where(passes.c.site == bindparam("site"), *how)
        for how in (
            [_meanwhile(passes.c.valid_from), passes.c.valid_from > passes.c.created_at],
            [_meanwhile(passes.c.valid_until)],
            [
                passes.c.parent_pass_id == _parent.c.pass_id,
                passes.c.status == "pending",
                _meanwhile(_parent.c.valid_until),
            ],
        )
    )
)
_NEW = insert(passes)


def of_member(conn: Connection, site: str, member_id: str, day: str) -> list[Pass]:
    """All of a member's passes, the oldest first; subscriptions with what is used on `day` (Korean, 2026-11-23)."""
    return _read(conn, conn.execute(_OF_MEMBER, {"site": site, "member": member_id}).all(), day)


def by_id(conn: Connection, site: str, pass_id: str, day: str) -> Pass | None:
    found = _read(conn, conn.execute(_BY_ID, {"site": site, "pass_id": pass_id}).all(), day)
    return found[0] if found else None


def lapsed(conn: Connection, site: str, now: int) -> list[Pass]:
    """Passes that are over and still have a balance."""
    return _read(conn, conn.execute(_LAPSED, {"site": site, "now": now}).all(), "")


def of_ids(conn: Connection, site: str, pass_ids: Collection[str]) -> list[Pass]:
    """Those of them that there are, in no order; without what is used of subscriptions."""
    return _read(conn, conn.execute(_OF_IDS, {"site": site, "pass_ids": list(pass_ids)}).all(), "")


def turned(conn: Connection, site: str, since: int, now: int) -> list[tuple[str, str]]:
    """(id, kind) of passes that began or ended by time alone, later than `since` and by `now` (UTC ms)."""
    return [(pass_id, kind) for pass_id, kind in conn.execute(_TURNED, {"site": site, "since": since, "now": now})]


def add(conn: Connection, values: dict[str, Any], amount: int, reason: str | None) -> None:
    """A new pass with its first entry. `values` are the columns of `passes` but the balance."""
    conn.execute(_NEW, values | {"balance": 0})
    kind = "bonus" if values.get("parent_pass_id") else "grant"
    entries.post(conn, values["pass_id"], kind, amount, values["created_at"], reason=reason)


def _read(conn: Connection, rows: Sequence[Any], day: str) -> list[Pass]:
    limited = [row.pass_id for row in rows if row.daily_limits is not None]
    used = daily_uses.of_passes(conn, limited, day) if limited and day else {}
    return [Pass(**row._mapping, used=used.get(row.pass_id)) for row in rows]
