"""What whoever stands at the desk may change: who the members are, and what is left on their passes."""

from typing import Any

from sqlalchemy.exc import IntegrityError

from services.rental_api.context import Context
from services.rental_api.ledger import bonus, entries, events, members, passes
from services.rental_api.ledger.passes import Pass
from services.rental_api.problems import Problem, invalid
from services.rental_api.rentals.settle import tell_of_bonus
from services.rental_api.rentals.step import Step, step
from services.rental_api.rentals.view import pass_view
from services.rental_api.rules.phone import digits, is_phone
from services.rental_api.schemas import Adjustment, MemberEdit
from shared.pins import hash_pin


def save_member(ctx: Context, member_id: str, edit: MemberEdit) -> bool:
    """True where the member is new. The PIN is hashed before the write lock is taken."""
    phone = digits(edit.phone)
    if not is_phone(phone):
        raise invalid("phone", "a Korean phone number, such as 010-1234-5678")
    values: dict[str, Any] = {"name": edit.name, "phone": phone}
    values |= {"pin_hash": hash_pin(edit.pin)} if edit.pin else {}
    values |= edit.model_dump(include={"status", "notes"}, exclude_none=True)
    try:
        with step(ctx) as one:
            new = members.save(one.conn, ctx.site, member_id, values, one.now)
            kind = "member_created" if new else "member_changed"
            events.record(one.conn, ctx.site, one.now, kind, member_id=member_id)
    except IntegrityError:
        raise Problem("phone-taken", "phone: another member has this number.") from None
    return new


def adjust_pass(ctx: Context, pass_id: str, change: Adjustment) -> dict[str, Any]:
    """The pass afterwards. What is over stays over: its balance would lapse again at once."""
    try:
        with step(ctx) as one:
            _adjustable(passes.by_id(one.conn, ctx.site, pass_id, ctx.day(one.now)), one.now)
            correct(one, pass_id, change.amount, change.reason)
            adjusted = passes.by_id(one.conn, ctx.site, pass_id, ctx.day(one.now))
            said = {"pass_id": pass_id, "amount": change.amount, "reason": change.reason}
            events.record(one.conn, ctx.site, one.now, "pass_adjusted", details=said)
    except IntegrityError:
        raise Problem("insufficient-balance", "amount: the balance would become negative.") from None
    return pass_view(adjusted, one.now) if adjusted else {}


def correct(one: Step, pass_id: str, amount: int, reason: str) -> None:
    """Moves a balance by uses or won, and begins the bonus of what is spent by it.

    Raises IntegrityError where the balance would become negative.
    """
    left = entries.post(one.conn, pass_id, "adjust", amount, one.now, reason=reason)
    if left == 0:
        tell_of_bonus(one, bonus.begin(one.conn, pass_id, one.now))


def _adjustable(found: Pass | None, now: int) -> None:
    if found is None:
        raise Problem("pass-not-found")
    if found.kind == "subscription":
        raise invalid("amount", "a subscription has no balance, it has uses a day")
    if found.state(now) == "expired":
        raise Problem("pass-expired", "Grant a new pass instead.")
