"""The edge of a web process: every request is counted and timed, and its lines in the log say whose they are."""

from collections.abc import Callable, Mapping
from time import perf_counter

import structlog
from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

BUCKETS = (0.01, 0.05, 0.1, 0.3, 1.0, 5.0)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
READING = ("GET", "HEAD", "OPTIONS")
NO_ROUTE = "none"
Names = Callable[[], Mapping[str, str]]
log = structlog.get_logger()


class WebMeters:
    """How many requests, and how long they took. Routes as they are written in the code, never an address."""

    def __init__(self, registry: CollectorRegistry) -> None:
        asked = ["method", "route", "status"]
        self._answers = Counter("fbox_http_requests", "Requests answered.", asked, registry=registry)
        self._took = Histogram(
            "fbox_http_request_seconds",
            "Seconds until an answer began, by route.",
            ["route"],
            buckets=BUCKETS,
            registry=registry,
        )

    def answered(self, status: int, seconds: float) -> None:
        self._answers.labels(_method(), _route(), str(status)).inc()
        self._took.labels(_route()).observe(seconds)


def watch(app: Flask, meters: WebMeters, names: Names) -> None:
    """Before all other hooks. `names`: what lines of the log are found by (`rental_id`, `item_id`, `tap`)."""

    def begin() -> None:
        g.begun = perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(**_names(names))

    def end(response: Response) -> Response:
        seconds = perf_counter() - g.begun
        meters.answered(response.status_code, seconds)
        _tell(response, _names(names), seconds)
        return response

    app.before_request(begin)
    app.after_request(end)


def _names(names: Names) -> Mapping[str, str]:
    """A file is nobody's. Asked for its cookie, Flask would tell the browser to keep one copy a visit."""
    return {} if request.endpoint == "static" else names()


def exposition(collector: Collector) -> Response:
    """The answer to a scrape."""
    encode, content_type = choose_encoder(request.headers.get("Accept", ""))
    return Response(encode(collector), content_type=content_type)


def _tell(response: Response, names: Mapping[str, str], seconds: float) -> None:
    """A line for what was to change something, or went wrong. Never the address: a query may be a phone number."""
    if request.method in READING and response.status_code < 500:
        return
    said = {"method": _method(), "route": _route(), "status": response.status_code}
    log.info("answered", **said, ms=round(seconds * 1000, 1), **names)


def _route() -> str:
    return request.url_rule.rule if request.url_rule else NO_ROUTE


def _method() -> str:
    """Anybody may send any word."""
    return request.method if request.method in METHODS else "OTHER"
