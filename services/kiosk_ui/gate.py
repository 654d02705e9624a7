"""Where a visit may be: a member's step, unless the ledger already has his rental."""

from datetime import datetime

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from services.kiosk_ui import visit
from services.kiosk_ui.api import Api
from services.kiosk_ui.models import Rental

FRAGMENTS = ("/fragments/", "/console/fragment")


def only_for_members() -> AnyResponse | None:
    """Nobody identified: to the start. A fragment says 401, and its page goes there."""
    if visit.member() is None:
        return refused() if is_fragment() else redirect(url_for("start.page"), 303)
    if is_page():
        visit.renew()
    return None


def where_the_ledger_is(api: Api) -> AnyResponse | None:
    """A reload, the back button or an old tab ends at the rental that was made, whether its answer came or not."""
    if visit.current_rental() is None and (visit.is_unsure() or is_page()):
        _adopt_unanswered(api)
    current = visit.current_rental()
    if current is None:
        return None
    return refused() if is_fragment() else redirect(url_for("rental.page", rental_id=current), 303)


def refused() -> Response:
    return Response("", 401)


def _adopt_unanswered(api: Api) -> None:
    """An order whose answer was lost on its way, to this process or to the browser."""
    if (told := visit.ordering_since()) is None:
        return
    since = datetime.fromisoformat(told)
    for rental in api.rentals_of(visit.the_member().member_id):
        if _made_since(rental, since) and rental.rental_id not in visit.rentals():
            visit.rented(rental.rental_id)
            return


def _made_since(rental: Rental, since: datetime) -> bool:
    return datetime.fromisoformat(rental.created_at) >= since


def is_page() -> bool:
    return request.method == "GET" and not is_fragment()


def is_fragment() -> bool:
    """Asked by a script of ours, which takes a status for an answer, not by the browser itself."""
    return request.path.startswith(FRAGMENTS) or request.method == "PUT"
