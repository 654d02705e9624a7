"""What was chosen, what would pay for it, and the way on."""

import json
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui import gate, paying, speech, visit
from services.kiosk_ui.bill import Bill, draw_up, kept_split
from services.kiosk_ui.cart import Cart, as_tapped, read_wanted, within_stock
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.models import Pass


@dataclass(frozen=True)
class Payer:
    """One pass and what it would pay, in its own unit; `left` afterwards, None for a subscription."""

    kind: str
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
        return render_template("cart.html", note=visit.take_note(), **_shown(draw_up(kiosk.api)))

    @bp.get("/fragments/cart")
    def fragment() -> str:
        return render_template("_cart.html", **_shown(draw_up(kiosk.api)))

    @bp.post("/cart")
    def post_cart() -> Response:
        """The products screen's cart, as its page had it when 다음 was tapped."""
        wanted = _wanted(request.form.get("cart", ""))
        visit.keep_cart(as_tapped(wanted))  # for the case that the API does not answer now
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


def _shown(bill: Bill) -> dict[str, object]:
    prices = paying.may_use_won(bill.passes)
    return {"bill": bill, "lines": bill.lines, "passes": bill.passes, "payers": _payers(bill), "prices": prices}


def _payers(bill: Bill) -> list[Payer]:
    """Who would pay, as the member split it or as the API proposes; nobody where the passes do not cover it."""
    if not bill.quote:
        return []
    chosen = kept_split(bill)
    amounts = chosen.charges if chosen else {one.pass_id: one.amount for one in bill.quote.ways[0]}
    known = {one.pass_id: one for one in bill.passes}
    return [_payer(known.get(pass_id), amount) for pass_id, amount in amounts.items()]


def _payer(one: Pass | None, amount: int) -> Payer:
    if one is None:
        return Payer("", speech.text("pass"), amount, "count", None)
    return Payer(one.kind, one.name, amount, one.unit, None if one.remaining is None else one.remaining - amount)
