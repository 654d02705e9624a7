"""Does what a form asked for and says at the top of the next page what came of it."""

from collections.abc import Callable

from flask import flash

from services.kiosk_ui.client import ApiError
from services.kiosk_ui.words.people import refused


def tell(done: Callable[[], str]) -> bool:
    """Whether the API did it. `done` answers what to say then; a refusal is said with the field it is about."""
    try:
        flash(done(), "done")
    except ApiError as error:
        flash(refused(error), "refused")
        return False
    return True
