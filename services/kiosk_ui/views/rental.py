"""A rental as it happens, item by item, and its end."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui import gate, speech, visit
from services.kiosk_ui.client import ApiError
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.models import Rental

# Seconds until the start screen: a member with a question gets longer than one who just walks off with his towel.
RETURN_AFTER = {"complete": 15, "partial": 40, "failed": 40, "checking": 60}


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("rental", __name__)
    bp.before_request(gate.only_for_members)

    @bp.get("/rentals/<rental_id>")
    def page(rental_id: str) -> str:
        return render_template("rental.html", note=visit.take_note(), **_shown(_own(kiosk, rental_id)))

    @bp.get("/fragments/rentals/<rental_id>")
    def fragment(rental_id: str) -> str:
        return render_template("_rental.html", **_shown(_own(kiosk, rental_id)))

    @bp.post("/rentals/<rental_id>/claims")
    def claim(rental_id: str) -> Response:
        """ "Nothing came out" of one garment of his; the answer stands beside it."""
        item_id = request.form.get("item", "")
        rental = _own(kiosk, rental_id)
        if item_id not in [item.item_id for item in rental.items]:
            abort(404)
        _ask_for(kiosk, rental, item_id)
        return redirect(url_for("rental.page", rental_id=rental_id), 303)

    return bp


def _ask_for(kiosk: Kiosk, rental: Rental, item_id: str) -> None:
    try:
        kiosk.api.claim(rental.member_id, item_id)
    except ApiError as error:
        if error.code != "not-claimable":
            raise
        visit.leave_note(speech.text("claim.too_late"))


def _own(kiosk: Kiosk, rental_id: str) -> Rental:
    """The rental if this visit made it and it is this member's; else there is no such page."""
    if rental_id not in visit.rentals():
        abort(404)
    rental = kiosk.api.rental(rental_id)
    if rental.member_id != visit.the_member().member_id:
        abort(404)
    return rental


def _shown(rental: Rental) -> dict[str, object]:
    after = RETURN_AFTER.get(rental.state)
    if after and any(item.claim for item in rental.items):
        after = max(after, RETURN_AFTER["partial"])
    return {"rental": rental, "return_after": after}
