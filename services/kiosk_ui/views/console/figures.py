"""Where looking beats reading: stock over the day, rentals an hour, dispense times."""

from flask import Blueprint, render_template, request

from services.kiosk_ui import figures
from services.kiosk_ui.context import Kiosk

SPANS = {1: "하루", 7: "7일", 30: "30일"}


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("figures", __name__)

    @bp.get("/figures")
    def page() -> str:
        days = request.args.get("days", 1, type=int)
        days = days if days in SPANS else 1
        told, zone = kiosk.people.stats(days), kiosk.settings.zone
        return render_template(
            "console/figures.html",
            spans=SPANS,
            days=days,
            hours=figures.by_hour(told, zone),
            by_day=figures.by_day(told, zone) if days > 1 else None,
            dispensing=figures.dispensing(told),
            took=figures.took(told),
            stocks=figures.stocks(told, zone),
        )

    return bp
