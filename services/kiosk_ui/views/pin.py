"""The PIN, and with it the order itself."""

import re

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui import gate, speech, visit
from services.kiosk_ui.api import Order
from services.kiosk_ui.bill import Bill, draw_up, kept_split
from services.kiosk_ui.client import ApiError, ApiGone
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.models import Rental
from services.kiosk_ui.whereabouts import kiosk_name

PIN = re.compile(r"[0-9]{6}")
NO_LONGER_PAYS = ("insufficient-balance", "invalid-request")
STAYS = ("wrong-pin", "idempotency-conflict", "invalid-request")


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("pin", __name__)
    bp.before_request(gate.only_for_members)
    bp.before_request(lambda: gate.where_the_ledger_is(kiosk.api))

    @bp.get("/pin")
    def page() -> str | Response:
        if not visit.cart():
            return redirect(url_for("products.page"), 303)
        elsewhere = None if visit.is_unsure() else _elsewhere(draw_up(kiosk.api))
        if elsewhere:
            return redirect(url_for(elsewhere), 303)
        visit.order_key()
        back = url_for("pay.page" if visit.split() else "cart.page")
        return render_template("pin.html", note=visit.take_note(), locked=visit.locked(), back=back)

    @bp.post("/pin")
    def rent() -> Response:
        if not visit.cart():
            return redirect(url_for("products.page"), 303)
        pin = request.form.get("pin", "")
        return _try(kiosk, pin) if PIN.fullmatch(pin) else _stay(speech.text("pin.six_digits"))

    return bp


def _elsewhere(bill: Bill) -> str | None:
    """Where the member has to look first. Not asked after a lost answer: that order stays what it was."""
    if not bill.quote:
        return "cart.page"
    return "pay.page" if bill.is_choice and not kept_split(bill) else None


def _try(kiosk: Kiosk, pin: str) -> Response:
    try:
        rental = _order(kiosk, pin)
    except ApiGone:
        visit.ordered_without_answer()
        return _stay(speech.text("pin.unsure"))
    except ApiError as error:
        return _refused(error)
    visit.rented(rental.rental_id)
    return redirect(url_for("rental.page", rental_id=rental.rental_id), 303)


def _order(kiosk: Kiosk, pin: str) -> Rental:
    chosen = visit.split()
    charges = chosen.charges if chosen else None
    order = Order(visit.the_member().member_id, visit.cart(), charges, visit.locker_number())
    return kiosk.api.rent(order, pin, visit.order_key(), kiosk_name())


def _refused(error: ApiError) -> Response:
    """Waits where the API does, stays where another PIN helps, goes to the cart where another cart does."""
    if error.code.startswith("member-"):
        raise error
    if error.wait:
        visit.lock(error.wait, error.extra.get("scope", "member"))
        return redirect(url_for("pin.page"), 303)
    if error.code == "idempotency-conflict":
        visit.forget_key()
    if error.code in NO_LONGER_PAYS and visit.drop_split():
        visit.leave_note(speech.text("pay.changed"))
        return redirect(url_for("pay.page"), 303)
    if error.code in STAYS:
        return _stay(speech.refusal(error))
    visit.leave_note(speech.refusal(error))
    return redirect(url_for("cart.page"), 303)


def _stay(note: str) -> Response:
    visit.leave_note(note)
    return redirect(url_for("pin.page"), 303)
