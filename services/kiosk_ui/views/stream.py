"""Server-sent events: hints that a page should look again. A page works without them, only later."""

import threading
from collections.abc import Callable, Iterator

import structlog
from flask import Blueprint, Response
from redis.exceptions import RedisError

from services.kiosk_ui import visit
from services.kiosk_ui.context import Kiosk
from shared.changes import Change, listen

log = structlog.get_logger()
TICK_SECONDS = 5.0
# Each stream holds one of gunicorn's 32 threads; a dozen must stay for pages.
MOST_STREAMS = 20


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("stream", __name__)
    places = threading.BoundedSemaphore(MOST_STREAMS)

    @bp.get("/stream")
    def stream() -> Response:
        """`event: device`, `event: rental` for this visit's own rentals, `event: tick` when nothing else came."""
        if not places.acquire(blocking=False):
            return Response("", 503)
        changes = listen(kiosk.redis, kiosk.keys, TICK_SECONDS)
        response = Response(until_redis_is_gone(changes, frozenset(visit.rentals())), mimetype="text/event-stream")
        response.headers["X-Accel-Buffering"] = "no"
        response.call_on_close(places.release)
        return response

    return bp


def until_redis_is_gone(changes: Iterator[Change | None], rentals: frozenset[str]) -> Iterator[str]:
    """Ends when Redis does; the browser comes back every three seconds."""
    yield "retry: 3000\n\n"
    try:
        for change in changes:
            yield event(change, rentals.__contains__)
    except RedisError as error:
        log.warning("stream ended", error=str(error))


def event(change: Change | None, is_mine: Callable[[str], bool]) -> str:
    """One event of the stream; what happens in other members' rentals is a comment, which browsers drop."""
    if change is None:
        return "event: tick\ndata:\n\n"
    if change.kind == "rental" and not is_mine(change.id):
        return ":\n\n"
    return f"event: {change.kind}\ndata: {change.id}\n\n"
