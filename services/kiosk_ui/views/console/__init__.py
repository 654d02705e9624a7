"""The operator's console: each section is a blueprint of its own below this one, which lets operators in only."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui import operator_session
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.views.console import (
    alerts,
    claims,
    devices,
    figures,
    items,
    members,
    nav,
    now,
    rentals,
    workbook,
)

PARTS = (now, devices, items, members, rentals, claims, alerts, figures, workbook)


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("console", __name__, url_prefix="/console")
    bp.before_request(operator_session.only_for_operators)
    bp.context_processor(lambda: _around(kiosk))

    @bp.post("/logout")
    def logout() -> Response:
        operator_session.end()
        return redirect(url_for("console_login.page"), 303)

    for part in PARTS:
        bp.register_blueprint(part.routes(kiosk))
    return bp


def _around(kiosk: Kiosk) -> dict[str, Any]:
    """What every page of the console has around it."""
    return {
        "csrf": operator_session.csrf(),
        "sections": nav.SECTIONS,
        "section": nav.current(request.blueprint),
        "queues_port": kiosk.settings.dashboard_port,
    }
