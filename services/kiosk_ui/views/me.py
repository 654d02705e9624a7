"""A member's own cards and his last rentals."""

from flask import Blueprint, render_template, request, url_for

from services.kiosk_ui import gate, visit
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.history import told
from services.kiosk_ui.models import Pass

MOST_RENTALS = 10
FROM = ("products", "cart", "pay")
ORDER = ("active", "pending", "exhausted", "expired")


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("me", __name__)
    bp.before_request(gate.only_for_members)
    bp.before_request(lambda: gate.where_the_ledger_is(kiosk.api))

    @bp.get("/me")
    def page() -> str:
        member_id = visit.the_member().member_id
        cards = sorted(kiosk.api.passes(member_id), key=_usable_first)
        rentals = [told(one) for one in kiosk.api.rentals_of(member_id)[:MOST_RENTALS]]
        return render_template("me.html", cards=cards, rentals=rentals, back=_back())

    return bp


def _usable_first(one: Pass) -> int:
    return ORDER.index(one.status) if one.status in ORDER else len(ORDER)


def _back() -> str:
    """The step he came from."""
    came = request.args.get("from", "")
    return url_for(f"{came if came in FROM else 'products'}.page")
