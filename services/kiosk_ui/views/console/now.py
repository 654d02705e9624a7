"""What needs a person now: alerts, garments to decide about; all else is one line each."""

from typing import Any

from flask import Blueprint, render_template

from services.kiosk_ui.context import Kiosk


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("now", __name__)

    @bp.get("")
    def page() -> str:
        return render_template("console/now.html", **_shown(kiosk))

    @bp.get("/fragments/now")
    def fragment() -> str:
        return render_template("console/_now.html", **_shown(kiosk))

    return bp


def _shown(kiosk: Kiosk) -> dict[str, Any]:
    return {
        "devices": kiosk.console.devices(),
        "items": kiosk.console.unknown_items(),
        "alerts": kiosk.console.alerts().alerts,
        "claims": kiosk.people.claims(waiting=True),
        "workbook": kiosk.console.workbook(),
    }
