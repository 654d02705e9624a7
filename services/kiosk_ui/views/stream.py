"""Server-sent events: hints that a page should look again. A page works without them, only later."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain

import structlog
from flask import Blueprint, Response, request
from redis.exceptions import RedisError

from services.kiosk_ui import visit
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.readers import Readers
from services.kiosk_ui.whereabouts import kiosk_name
from shared.changes import Change, listen
from shared.clock import now_ms

log = structlog.get_logger()
TICK_SECONDS = 5.0
# Each stream holds one of gunicorn's 32 threads; a dozen must stay for pages.
MOST_STREAMS = 20


@dataclass(frozen=True)
class Ears:
    """What one screen is to hear of: this visit's rentals, and the readers of its kiosk."""

    rentals: frozenset[str]
    readers: Readers
    kiosk: str

    def concerns(self, change: Change) -> bool:
        if change.kind == "rental":
            return change.id in self.rentals
        return change.kind != "nfc" or self.readers.is_ours(change.id)


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("stream", __name__)
    readers = Readers(kiosk.settings, kiosk.redis)
    places = threading.BoundedSemaphore(MOST_STREAMS)

    @bp.get("/stream")
    def stream() -> Response:
        """`event: device`; `event: rental` for this visit's own rentals; `event: nfc` for a key on a reader of this
        kiosk's; `event: tick` when nothing else came. `?since=` is when the page was made.
        """
        if not places.acquire(blocking=False):
            return Response("", 503)
        ears = Ears(frozenset(visit.rentals()), readers, kiosk_name())
        kiosk.meters.streams.inc()
        changes = listen(kiosk.redis, kiosk.keys, TICK_SECONDS)
        response = Response(until_redis_is_gone(changes, ears, _deaf_since()), mimetype="text/event-stream")
        response.headers["X-Accel-Buffering"] = "no"
        response.call_on_close(kiosk.meters.streams.dec)
        response.call_on_close(places.release)
        return response

    return bp


def _deaf_since() -> int:
    """UTC ms: when this screen heard something last; a key laid since then has been told to nobody."""
    page = request.args.get("since", now_ms(), type=int)
    return request.headers.get("Last-Event-ID", page, type=int)


def until_redis_is_gone(changes: Iterator[Change | None], ears: Ears, deaf_since: int) -> Iterator[str]:
    """Ends when Redis does; the browser comes back every three seconds. `changes` begins with None: it listens."""
    yield "retry: 3000\n\n"
    try:
        ears.readers.attend(ears.kiosk)
        yield event(next(changes), ears.concerns)
        missed = (Change("nfc", reader) for reader in ears.readers.laid(deaf_since))
        for change in chain(missed, changes):
            yield event(change, ears.concerns)
    except RedisError as error:
        log.warning("stream ended", error=str(error))


def event(change: Change | None, concerns: Callable[[Change], bool]) -> str:
    """One event of the stream; what is no concern of this screen is a comment, which browsers drop."""
    if change is None:
        return f"id: {now_ms()}\nevent: tick\ndata:\n\n"
    if not concerns(change):
        return ":\n\n"
    return f"id: {now_ms()}\nevent: {change.kind}\ndata: {change.id}\n\n"
