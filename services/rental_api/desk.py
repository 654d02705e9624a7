"""What whoever stands at the desk may change: who the members are, and what is left on their passes."""

import re
from typing import Any

from sqlalchemy.exc import IntegrityError

from services.rental_api.context import Context
from services.rental_api.ledger import bonus, entries, events, members, passes
from services.rental_api.ledger.passes import Pass
from services.rental_api.once import ALWAYS, Once
from services.rental_api.problems import Problem, invalid
from services.rental_api.rentals.settle import tell_of_bonus
from services.rental_api.rentals.step import Step, step
from services.rental_api.rentals.view import pass_view
from services.rental_api.rules.phone import digits, is_phone
from services.rental_api.schemas import ID_PATTERN, Adjustment, MemberEdit
from shared.pins import hash_pin


def save_member(ctx: Context, member_id: str, edit: MemberEdit, only_new: bool = False) -> bool:
    """True where the member is new. The PIN is hashed before the write lock is taken; a new one ends his wait.

    The event names what was changed, not what it was changed to.
    """
    values = _values(edit)
    try:
        with step(ctx) as one:
            _may_be(one, member_id, values, only_new)
            _his_own_key(one, member_id, values.get("nfc_uid"))
            new = members.save(one.conn, ctx.site, member_id, values, one.now)
            kind = "member_created" if new else "member_changed"
            said = {"by": "operator", "changed": sorted(edit.model_fields_set)}
            events.record(one.conn, ctx.site, one.now, kind, details=said, member_id=member_id)
    except IntegrityError:
        raise taken("phone-taken", "phone", "another member has this number") from None
    if edit.pin and not new:  # a first start makes its members before there is a Redis
        ctx.redis.delete(ctx.keys.member_pins(member_id))
    return new


def taken(code: str, field: str, message: str) -> Problem:
    return Problem(code, f"{field}: {message}.", errors=[{"field": field, "message": message}])


def _values(edit: MemberEdit) -> dict[str, Any]:
    """The columns to be set."""
    values: dict[str, Any] = edit.model_dump(include={"name", "status", "notes"}, exclude_none=True)
    if edit.phone is not None:
        values["phone"] = digits(edit.phone)
        if not is_phone(values["phone"]):
            raise invalid("phone", "a Korean phone number, such as 010-1234-5678")
    if edit.nfc_uid is not None:
        values["nfc_uid"] = edit.nfc_uid.upper() or None
    return values | ({"pin_hash": hash_pin(edit.pin)} if edit.pin else {})


def _may_be(one: Step, member_id: str, values: dict[str, Any], only_new: bool) -> None:
    """A new one is whole and has an id that every address can carry."""
    if members.by_id(one.conn, one.ctx.site, member_id) is not None:
        if only_new:
            raise taken("member-exists", "member_id", "another member has this id")
        return
    missing = next((name for name in ("name", "phone") if name not in values), None)
    if missing:
        raise invalid(missing, "a new member needs it")
    if not re.fullmatch(ID_PATTERN, member_id):
        raise invalid("member_id", "1 to 40 of letters, digits, - and _")


def _his_own_key(one: Step, member_id: str, uid: str | None) -> None:
    holder = members.by_nfc(one.conn, one.ctx.site, uid) if uid else None
    if holder and holder.member_id != member_id:
        raise taken("key-taken", "nfc_uid", f"member {holder.member_id} has this key or card")


def adjust_pass(ctx: Context, pass_id: str, change: Adjustment, once: Once = ALWAYS) -> dict[str, Any]:
    """The pass afterwards. What is over stays over: its balance would lapse again at once."""
    try:
        with step(ctx) as one:
            once.do(one, lambda: _adjust(one, pass_id, change))
            adjusted = passes.by_id(one.conn, ctx.site, pass_id, ctx.day(one.now))
    except IntegrityError:
        raise taken("insufficient-balance", "amount", "the balance would become negative") from None
    return pass_view(adjusted, one.now) if adjusted else {}


def _adjust(one: Step, pass_id: str, change: Adjustment) -> str:
    found = _adjustable(passes.by_id(one.conn, one.ctx.site, pass_id, one.ctx.day(one.now)), one.now)
    correct(one, pass_id, change.amount, change.reason)
    said = {"pass_id": pass_id, "amount": change.amount, "reason": change.reason}
    events.record(one.conn, one.ctx.site, one.now, "pass_adjusted", details=said, member_id=found.member_id)
    return pass_id


def correct(one: Step, pass_id: str, amount: int, reason: str) -> None:
    """Moves a balance by uses or won, and begins the bonus of what is spent by it.

    Raises IntegrityError where the balance would become negative.
    """
    left = entries.post(one.conn, pass_id, "adjust", amount, one.now, reason=reason)
    if left == 0:
        tell_of_bonus(one, bonus.begin(one.conn, pass_id, one.now))


def _adjustable(found: Pass | None, now: int) -> Pass:
    if found is None:
        raise Problem("pass-not-found")
    if found.kind == "subscription":
        raise invalid("amount", "a subscription has no balance, it has uses a day")
    if found.state(now) == "expired":
        raise Problem("pass-expired", "Grant a new pass instead.")
    return found
