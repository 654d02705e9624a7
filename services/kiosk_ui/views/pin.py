"""The PIN, and with it the order itself."""

import re
from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui import gate, visit, words
from services.kiosk_ui.api import ApiError, ApiGone
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.models import Rental
from services.kiosk_ui.whereabouts import kiosk_name

PIN = re.compile(r"[0-9]{6}")
STAYS = ("wrong-pin", "idempotency-conflict", "invalid-request")


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("pin", __name__)
    bp.before_request(gate.only_for_members)
    bp.before_request(lambda: gate.where_the_ledger_is(kiosk.api))

    @bp.get("/pin")
    def page() -> str | Response:
        if not visit.cart():
            return redirect(url_for("products.page"), 303)
        visit.order_key()
        return render_template("pin.html", note=visit.take_note(), locked=visit.locked())

    @bp.post("/pin")
    def rent() -> Response:
        if not visit.cart():
            return redirect(url_for("products.page"), 303)
        pin = request.form.get("pin", "")
        return _try(kiosk, pin) if PIN.fullmatch(pin) else _stay(words.SIX_DIGITS)

    return bp


def _try(kiosk: Kiosk, pin: str) -> Response:
    began = datetime.now(UTC).isoformat(timespec="milliseconds")
    try:
        rental = _order(kiosk, pin)
    except ApiGone:
        visit.ordered_without_answer(began)
        return _stay(words.UNSURE)
    except ApiError as error:
        return _refused(error)
    visit.rented(rental.rental_id)
    return redirect(url_for("rental.page", rental_id=rental.rental_id), 303)


def _order(kiosk: Kiosk, pin: str) -> Rental:
    return kiosk.api.rent(visit.the_member().member_id, pin, visit.cart(), visit.order_key(), kiosk_name())


def _refused(error: ApiError) -> Response:
    """Waits where the API does, stays where another PIN helps, goes to the cart where another cart does."""
    if error.code.startswith("member-"):
        raise error
    if error.wait:
        visit.lock(error.wait, error.extra.get("scope", "member"))
        return redirect(url_for("pin.page"), 303)
    if error.code == "idempotency-conflict":
        visit.forget_key()
    if error.code in STAYS:
        return _stay(words.refusal(error))
    visit.leave_note(words.refusal(error))
    return redirect(url_for("cart.page"), 303)


def _stay(note: str) -> Response:
    visit.leave_note(note)
    return redirect(url_for("pin.page"), 303)
