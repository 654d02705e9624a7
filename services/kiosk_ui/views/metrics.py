"""The scrape: for this machine alone, as the screens may be shown to a whole network."""

import ipaddress

from flask import Blueprint, Response, abort, request

from services.kiosk_ui.context import Kiosk
from shared.web_edge import exposition

FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")
"""What a proxy on this machine adds: the asker is somebody else then."""


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("metrics", __name__)

    @bp.get("/metrics")
    def metrics() -> Response:
        """In Prometheus's text form; 404 for everybody beyond this machine."""
        if not _is_here():
            abort(404)
        return exposition(kiosk.meters.registry)

    return bp


def _is_here() -> bool:
    """The name asked for, too: a port handed through without a trace is asked for by another one."""
    asked_for = request.host.rpartition(":")[0].strip("[]") or request.host
    forwarded = any(name in request.headers for name in FORWARDED)
    return not forwarded and _is_loopback(request.remote_addr or "") and _is_loopback(asked_for)


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
