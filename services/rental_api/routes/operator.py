"""What the operator sets: members, passes, products; and what he asks of devices."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify
from sqlalchemy.exc import IntegrityError

from services.rental_api.context import Context
from services.rental_api.grants import grant_pass
from services.rental_api.ledger import bonus, entries, events, members, passes, products
from services.rental_api.ledger.passes import Pass
from services.rental_api.pins import hash_pin
from services.rental_api.problems import Problem, invalid
from services.rental_api.rentals.settle import tell_of_bonus
from services.rental_api.rentals.step import step
from services.rental_api.rentals.view import pass_view
from services.rental_api.routes.devices import add_device_routes
from services.rental_api.rules.phone import digits, is_phone
from services.rental_api.schemas import Adjustment, MemberEdit, NewPass, ProductEdit


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("operator", __name__, url_prefix="/api")
    add_device_routes(bp, ctx)

    @bp.put("/members/<member_id>")
    @bp.input(MemberEdit, location="json", arg_name="edit")
    def member(member_id: str, edit: MemberEdit) -> Response:
        """Creates (201) or changes (200) a member."""
        new = save_member(ctx, member_id, edit)
        answer = jsonify({"member_id": member_id, "name": edit.name})
        answer.status_code = 201 if new else 200
        return answer

    @bp.post("/members/<member_id>/passes")
    @bp.input(NewPass, location="json", arg_name="new")
    def grant(member_id: str, new: NewPass) -> Response:
        """Grants a pass: 201 with it."""
        answer = jsonify(grant_pass(ctx, member_id, new))
        answer.status_code = 201
        return answer

    @bp.post("/passes/<pass_id>/adjustments")
    @bp.input(Adjustment, location="json", arg_name="change")
    def adjust(pass_id: str, change: Adjustment) -> dict[str, Any]:
        """Corrects a balance, as a ledger entry with its reason."""
        return adjust_pass(ctx, pass_id, change)

    @bp.put("/products/<product_id>")
    @bp.input(ProductEdit, location="json", arg_name="edit")
    def product(product_id: str, edit: ProductEdit) -> dict[str, Any]:
        """Sets name, price (won), enabled, display_order; what is left out stays."""
        values = edit.model_dump(exclude_none=True)
        with step(ctx) as one:
            if not products.change(one.conn, ctx.site, product_id, values, one.now):
                raise Problem("product-not-found")
        return {"product_id": product_id, **values}

    return bp


def save_member(ctx: Context, member_id: str, edit: MemberEdit) -> bool:
    """True where the member is new. The PIN is hashed before the write lock is taken."""
    phone = digits(edit.phone)
    if not is_phone(phone):
        raise invalid("phone", "a Korean phone number, such as 010-1234-5678")
    values: dict[str, Any] = {"name": edit.name, "phone": phone}
    values |= {"pin_hash": hash_pin(edit.pin)} if edit.pin else {}
    values |= {"status": edit.status} if edit.status else {}
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
            left = entries.post(one.conn, pass_id, "adjust", change.amount, one.now, reason=change.reason)
            tell_of_bonus(one, bonus.begin(one.conn, pass_id, one.now) if left == 0 else [])
            adjusted = passes.by_id(one.conn, ctx.site, pass_id, ctx.day(one.now))
            said = {"pass_id": pass_id, "amount": change.amount, "reason": change.reason}
            events.record(one.conn, ctx.site, one.now, "pass_adjusted", details=said)
    except IntegrityError:
        raise Problem("insufficient-balance", "amount: the balance would become negative.") from None
    return pass_view(adjusted, one.now) if adjusted else {}


def _adjustable(found: Pass | None, now: int) -> None:
    if found is None:
        raise Problem("pass-not-found")
    if found.kind == "subscription":
        raise invalid("amount", "a subscription has no balance, it has uses a day")
    if found.state(now) == "expired":
        raise Problem("pass-expired", "Grant a new pass instead.")
