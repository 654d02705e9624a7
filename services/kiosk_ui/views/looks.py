"""How the screen speaks and how large: one button each, on every screen, leading back to where it was pressed."""

import re

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui import visit, words

SCREEN = re.compile(r"/(?!/|console\b)[\w/.-]*(\?[\w=&.%-]*)?")


def routes() -> Blueprint:
    bp = Blueprint("looks", __name__)

    @bp.post("/language")
    def language() -> Response:
        """To the language that the button named; nonsense is the first one."""
        wanted = request.form.get("lang", "")
        visit.speak(wanted if wanted in words.LANGUAGES else words.DEFAULT)
        return _back()

    @bp.post("/view")
    def view() -> Response:
        """Large text with high contrast, or as it was."""
        visit.show(request.form.get("view", ""))
        return _back()

    return bp


def here() -> str:
    """The screen that is being shown, for the buttons' forms. An answer to a form belongs to the form's screen."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    known = {"/identify": "/", "/done": "/", "/tap": "/", "/cart/fit": "/cart"}
    return known.get(request.path, request.path.removesuffix("/claims"))


def _back() -> Response:
    """Only to a screen of this kiosk, so that nobody is led elsewhere."""
    to = request.form.get("back", "")
    return redirect(to if SCREEN.fullmatch(to) else url_for("start.page"), 303)
