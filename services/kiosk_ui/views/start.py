"""The first screen: what there is, and a keypad for the phone number."""

import re

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui import speech, visit
from services.kiosk_ui.catalogue import shelves
from services.kiosk_ui.client import ApiError
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.whereabouts import kiosk_name

# Without its first zero, and as +82 (0)10 1234 5678 or 0082 10 1234 5678; what it means the API knows.
SHORTEST, LONGEST = 9, 14


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("start", __name__)

    @bp.get("/")
    def page() -> str | Response:
        if visit.member():
            return redirect(url_for("products.page"), 303)
        takes_keys = bool(kiosk.settings.kiosk_reader or kiosk.settings.locker_api_url)
        shown = {"note": visit.take_note(), "locked": visit.locked(), "takes_keys": takes_keys}
        return render_template("start.html", shelves=shelves(kiosk.api.products()), **shown)

    @bp.get("/fragments/start")
    def fragment() -> str:
        return render_template("_start.html", shelves=shelves(kiosk.api.products()))

    @bp.post("/identify")
    def identify() -> Response:
        phone = re.sub(r"[^\d+]", "", request.form.get("phone", ""))
        if not SHORTEST <= len(phone) <= LONGEST:
            return again(speech.text("start.too_short"))
        try:
            found = kiosk.api.identify("phone", phone, kiosk_name())
        except ApiError as error:
            return again(speech.refusal(error), error.wait)
        visit.begin(visit.Member(found.member_id, found.name))
        return redirect(url_for("products.page"), 303)

    @bp.post("/done")
    def done() -> Response:
        """The visit is over: by its button, or because nobody is there any more."""
        visit.end()
        return redirect(url_for("start.page"), 303)

    return bp


def again(note: str, wait: int = 0) -> Response:
    """The start once more. `wait` in seconds, in which the API looks nobody up for this kiosk."""
    visit.forget()
    if wait:
        visit.lock(wait, "lookup")
    else:
        visit.leave_note(note)
    return redirect(url_for("start.page"), 303)
