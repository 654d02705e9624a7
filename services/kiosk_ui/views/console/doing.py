"""Does what a form asked for and says at the top of the next page what came of it."""

from collections.abc import Callable

from flask import flash

from services.kiosk_ui.client import ApiError


def tell(done: Callable[[], str]) -> bool:
    """Whether the API did it. `done` answers what to say then; a refusal is said as it is."""
    try:
        flash(done(), "done")
    except ApiError as error:
        flash(f"되지 않았어요: {error.detail or error.title or error.code}", "refused")
        return False
    return True
