"""Giving a member a pass: by the operator, by what the gym sells, or freely."""

from collections.abc import Mapping
from typing import Any

from services.rental_api.context import Context
from services.rental_api.ledger import events, members, pass_products, passes
from services.rental_api.ledger.ids import new_id
from services.rental_api.ledger.pass_products import PassProduct
from services.rental_api.once import ALWAYS, Once
from services.rental_api.problems import Problem, invalid
from services.rental_api.rentals.step import Step, step
from services.rental_api.rentals.view import pass_view
from services.rental_api.schemas import NewPass
from shared.clock import from_rfc3339

DAY_MS = 86_400_000
Values = dict[str, Any]


def grant_pass(ctx: Context, member_id: str, new: NewPass, once: Once = ALWAYS) -> dict[str, Any]:
    """The new pass as the API answers it; a voucher's bonus comes with it, pending. Raises Problem by field."""
    with step(ctx) as one:
        if members.by_id(one.conn, ctx.site, member_id) is None:
            raise Problem("member-not-found")
        pass_id = once.do(one, lambda: _grant(one, member_id, new))
        granted = passes.by_id(one.conn, ctx.site, pass_id, ctx.day(one.now))
    return pass_view(granted, one.now) if granted else {}


def _grant(one: Step, member_id: str, new: NewPass) -> str:
    pass_id = _GRANTS[new.kind](one, member_id, new)
    said = {"pass_id": pass_id, "kind": new.kind, "reason": new.reason}
    events.record(one.conn, one.ctx.site, one.now, "pass_granted", details=said, member_id=member_id)
    return pass_id


def _count(one: Step, member_id: str, new: NewPass) -> str:
    if new.count is None:
        raise invalid("count", "how many uses the pass is good for")
    what = {"kind": "count", "name": new.name or f"{new.count}회권", "category": new.category}
    return _add(one, member_id, new, what, new.count)


def _voucher(one: Step, member_id: str, new: NewPass) -> str:
    if new.product_id is None:
        if new.amount is None:
            raise invalid("amount", "won, or a product_id")
        what = {"kind": "voucher", "name": new.name or f"{new.amount:,}원권"}
        return _add(one, member_id, new, what, new.amount)
    sold = _sold(one, new, "voucher")
    parent = _add(one, member_id, new, of_product(sold), sold.charge_amount or 0, sold.validity_days)
    bring_bonus(one, member_id, parent, sold)
    return parent


def _subscription(one: Step, member_id: str, new: NewPass) -> str:
    if new.product_id is not None:
        sold = _sold(one, new, "subscription")
        return _add(one, member_id, new, of_product(sold), 0, sold.validity_days)
    if not new.daily_limits:
        raise invalid("daily_limits", "uses a day by category, or a product_id")
    what = {"kind": "subscription", "name": new.name or "구독권", "daily_limits": dict(new.daily_limits)}
    return _add(one, member_id, new, what, 0)


def _sold(one: Step, new: NewPass, kind: str) -> PassProduct:
    sold = pass_products.by_id(one.conn, one.ctx.site, new.product_id or "")
    if sold is None or sold.kind != kind:
        raise invalid("product_id", f"no {kind} with this id is sold here")
    if not sold.enabled or sold.is_bonus:
        raise invalid("product_id", "not sold" if not sold.enabled else "a bonus comes with its parent")
    return sold


def of_product(sold: PassProduct) -> Values:
    """Copied, so that a later change of what is sold changes nothing for those who bought before."""
    limits: Mapping[str, int] | None = sold.daily_limits
    return {
        "kind": sold.kind,
        "name": sold.name,
        "product_id": sold.product_id,
        "daily_limits": dict(limits) if limits else None,
    }


def bring_bonus(one: Step, member_id: str, parent_id: str, sold: PassProduct) -> None:
    """The voucher that comes with what was sold, waiting for its parent to be spent; none comes with most."""
    bonus = sold.bonus_product_id and pass_products.by_id(one.conn, one.ctx.site, sold.bonus_product_id)
    if bonus:
        waits = {"status": "pending", "parent_pass_id": parent_id, "validity_days": bonus.validity_days}
        add_pass(one, new_id("pas"), member_id, of_product(bonus) | waits, bonus.charge_amount or 0, (one.now, None))


def add_pass(
    one: Step,
    pass_id: str,
    member_id: str,
    what: Values,
    amount: int,
    validity: tuple[int, int | None],
    reason: str | None = None,
) -> None:
    """A pass with `amount` (uses or won) on it, valid from and until those times (UTC ms).

    `what` are further columns of `passes`, its kind and name among them.
    """
    begins, ends = validity
    values = {
        "pass_id": pass_id, "site": one.ctx.site, "member_id": member_id, "category": None,
        "valid_from": begins, "valid_until": ends, "created_at": one.now, "updated_at": one.now,
    }  # fmt: skip
    passes.add(one.conn, values | what, amount, reason)


def _add(one: Step, member_id: str, new: NewPass, what: Values, amount: int, days: int | None = None) -> str:
    pass_id = new_id("pas")
    add_pass(one, pass_id, member_id, what, amount, _validity(one.now, new, days), new.reason)
    return pass_id


def _validity(now: int, new: NewPass, days: int | None) -> tuple[int, int | None]:
    """From when and until when (UTC ms). What the request names goes before what the product says."""
    begins = from_rfc3339(new.valid_from) if new.valid_from else now
    lasts = new.valid_days or days
    ends = from_rfc3339(new.valid_until) if new.valid_until else begins + lasts * DAY_MS if lasts else None
    if ends is not None and ends <= begins:
        raise invalid("valid_until", "later than valid_from")
    return begins, ends


_GRANTS = {"count": _count, "voucher": _voucher, "subscription": _subscription}
