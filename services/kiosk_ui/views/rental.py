"""A rental as it happens, item by item, and its end."""

from flask import Blueprint, abort, render_template

from services.kiosk_ui import gate, visit
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.models import Rental

# Seconds until the start screen: a member with a question gets longer than one who just walks off with his towel.
RETURN_AFTER = {"complete": 15, "partial": 40, "failed": 40, "checking": 60}


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("rental", __name__)
    bp.before_request(gate.only_for_members)

    @bp.get("/rentals/<rental_id>")
    def page(rental_id: str) -> str:
        return render_template("rental.html", **_shown(_own(kiosk, rental_id)))

    @bp.get("/fragments/rentals/<rental_id>")
    def fragment(rental_id: str) -> str:
        return render_template("_rental.html", **_shown(_own(kiosk, rental_id)))

    return bp


def _own(kiosk: Kiosk, rental_id: str) -> Rental:
    """The rental if this visit made it and it is this member's; else there is no such page."""
    if rental_id not in visit.rentals():
        abort(404)
    rental = kiosk.api.rental(rental_id)
    if rental.member_id != visit.the_member().member_id:
        abort(404)
    return rental


def _shown(rental: Rental) -> dict[str, object]:
    return {"rental": rental, "return_after": RETURN_AFTER.get(rental.state)}
