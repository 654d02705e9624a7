"""Alive, and whether the screens can serve."""

from flask import Blueprint, Response

from services.kiosk_ui.context import Kiosk


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("health", __name__)

    @bp.get("/healthz")
    def healthz() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @bp.get("/readyz")
    def readyz() -> Response:
        """204 when the API answers too: the page that waits for it asks this."""
        return Response(status=204 if kiosk.api.is_well() else 503)

    return bp
