"""The pages for what cannot be served now: calm, and recovering by themselves."""

from typing import Any

import structlog
from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from services.kiosk_ui import speech, visit
from services.kiosk_ui.client import ApiError, ApiGone
from services.kiosk_ui.gate import is_fragment
from services.kiosk_ui.guards import BY_SCRIPT
from services.kiosk_ui.views.looks import here

log = structlog.get_logger()
WHO_MAY_NOT = ("member-not-found", "member-suspended", "member-inactive")


def handle_faults(app: Flask) -> None:
    app.register_error_handler(ApiGone, api_gone)
    app.register_error_handler(ApiError, api_refused)
    app.register_error_handler(HTTPException, http_error)


def api_gone(error: ApiGone) -> AnyResponse:
    """503 in the place of what was asked; the page asks again by itself. What was posted is not posted again."""
    log.warning("no answer from the API", error=str(error))
    if is_fragment():
        return Response("", 503)
    if BY_SCRIPT in request.headers:
        return redirect(here(), 303)
    template = "console/gone.html" if speech.is_console() else "gone.html"
    page = render_template(template, again=here())
    return make_response(page, 503)


def api_refused(error: ApiError) -> AnyResponse:
    """A refusal no view expected. A member who may not rent any more is led back to the start."""
    log.warning("the API refused", code=error.code, title=error.title, detail=error.detail)
    if error.code in WHO_MAY_NOT and not speech.is_console():
        visit.forget()
        visit.leave_note(speech.refusal(error))
        return Response("", 401) if is_fragment() else redirect(url_for("start.page"), 303)
    return _message(409, speech.refusal(error))


def http_error(error: HTTPException) -> Any:  # noqa: ANN401 - Flask's own signature
    if error.code is not None and error.code < 400:
        return error
    text = speech.text("message.no_page" if error.code == 404 else "message.not_done")
    return _message(error.code or 500, text)


def _message(status: int, text: str) -> Response:
    if is_fragment():
        return Response("", status)
    template = "console/message.html" if speech.is_console() else "message.html"
    return make_response(render_template(template, text=text), status)
