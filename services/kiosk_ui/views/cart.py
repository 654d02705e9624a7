"""What was chosen, what would pay for it, and the way on to the PIN."""

import json
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui import gate, visit
from services.kiosk_ui.api import ApiError
from services.kiosk_ui.cart import Cart, Line, lines, read_wanted, within_stock
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.models import Charge, Pass


@dataclass(frozen=True)
class Payer:
    """One pass and what it would pay, in its own unit; `left` afterwards, None for a subscription."""

    name: str
    amount: int
    unit: str
    left: int | None


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("cart", __name__)
    bp.before_request(gate.only_for_members)
    bp.before_request(lambda: gate.where_the_ledger_is(kiosk.api))

    @bp.get("/cart")
    def page() -> str | Response:
        if not visit.cart():
            return redirect(url_for("products.page"), 303)
        return render_template("cart.html", note=visit.take_note(), **_shown(kiosk))

    @bp.get("/fragments/cart")
    def fragment() -> str:
        return render_template("_cart.html", **_shown(kiosk))

    @bp.post("/cart")
    def post_cart() -> Response:
        """The products screen's cart, as its page had it when 다음 was tapped."""
        wanted = _wanted(request.form.get("cart", ""))
        visit.keep_cart(within_stock(wanted, kiosk.api.products()))
        return redirect(url_for("cart.page"), 303)

    @bp.post("/cart/fit")
    def fit() -> Response:
        """Leaves out what cannot be taken any more."""
        visit.keep_cart(within_stock(visit.cart(), kiosk.api.products()))
        return redirect(url_for("cart.page"), 303)

    return bp


def _wanted(text: str) -> Cart:
    try:
        wanted = read_wanted(json.loads(text))
    except ValueError:
        wanted = None
    if wanted is None:
        abort(400)
    return wanted


def _shown(kiosk: Kiosk) -> dict[str, object]:
    cart = lines(visit.cart(), kiosk.api.products())
    passes = kiosk.api.passes(visit.the_member().member_id)
    payers = None if _problems(cart) else _payers(kiosk, passes)
    return {"lines": cart, "passes": passes, "payers": payers, "fits": not _problems(cart)}


def _problems(cart: list[Line]) -> bool:
    return any(line.problem for line in cart)


def _payers(kiosk: Kiosk, passes: list[Pass]) -> list[Payer] | None:
    """Who would pay, None where the passes do not cover it."""
    known = {one.pass_id: one for one in passes}
    try:
        charges = kiosk.api.quote(visit.the_member().member_id, visit.cart())
    except ApiError as error:
        if error.code != "insufficient-balance":
            raise
        return None
    return [_payer(charge, known.get(charge.pass_id)) for charge in charges]


def _payer(charge: Charge, one: Pass | None) -> Payer:
    left = one.remaining - charge.amount if one and one.remaining is not None else None
    return Payer(one.name if one else "이용권", charge.amount, charge.unit, left)
