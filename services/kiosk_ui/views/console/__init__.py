"""The operator's console: dispensers as they are now, garments to decide about, the workbook."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, render_template

from services.kiosk_ui import operator_session
from services.kiosk_ui.client import ApiError
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.views.console import devices, items, workbook


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("console", __name__, url_prefix="/console")
    bp.before_request(operator_session.only_for_operators)
    bp.context_processor(lambda: {"csrf": operator_session.csrf()})

    @bp.get("")
    def page() -> str:
        return render_template("console/page.html", port=kiosk.settings.dashboard_port, **_shown(kiosk))

    @bp.get("/fragment")
    def fragment() -> str:
        return render_template("console/_now.html", **_shown(kiosk))

    bp.register_blueprint(devices.routes(kiosk, _tell))
    bp.register_blueprint(items.routes(kiosk, _tell))
    bp.register_blueprint(workbook.routes(kiosk, _tell))
    return bp


def _shown(kiosk: Kiosk) -> dict[str, Any]:
    return {
        "devices": kiosk.console.devices(),
        "items": kiosk.console.unknown_items(),
        "workbook": kiosk.console.workbook(),
        "commands": devices.COMMANDS,
    }


def _tell(done: Callable[[], str]) -> None:
    """What was done, or why not, at the top of the next page."""
    try:
        flash(done())
    except ApiError as error:
        flash(f"되지 않았어요: {error.detail or error.title or error.code}")
