"""What is wrong now, in plain words: since when, what to do, and where."""

from flask import Blueprint, render_template

from services.kiosk_ui.context import Kiosk


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("alerts", __name__)

    @bp.get("/alerts")
    def page() -> str:
        return render_template("console/alerts.html", told=kiosk.console.alerts())

    @bp.get("/fragments/alerts")
    def fragment() -> str:
        return render_template("console/_alerts.html", told=kiosk.console.alerts())

    return bp
