"""A form that does something only once: it carries a key from the moment it is shown."""

import secrets
from collections.abc import Callable
from typing import TypeVar

from flask import make_response, render_template, request
from werkzeug.exceptions import HTTPException

from services.kiosk_ui.client import ApiGone

T = TypeVar("T")
LONGEST = 100


def key() -> str:
    """The form's, or a new one where it is shown for the first time."""
    given = request.form.get("key", "")[:LONGEST]
    return given or secrets.token_hex(16)


def surely(ask: Callable[[], T], then: str) -> T:
    """What the API answers. Where its answer was lost it is asked once more; with the same key nothing is done twice.

    Still none: the page for that, which leads to `then`, where the operator sees whether it was done.
    """
    try:
        return ask()
    except ApiGone:
        pass
    try:
        return ask()
    except ApiGone as gone:
        page = make_response(render_template("console/gone.html", again=then), 503)
        raise HTTPException(response=page) from gone
