"""The one place where the API is assembled: routes, login, errors, documentation."""

import hmac
from typing import Any

from apiflask import APIFlask, HTTPError
from apiflask.exceptions import _ValidationError
from flask import Response, request
from redis.exceptions import RedisError
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException

from services.rental_api.context import Context
from services.rental_api.problems import Problem, answer
from services.rental_api.routes import (
    alerts,
    claims,
    docs,
    events,
    health,
    items,
    members,
    metrics,
    operator,
    pass_products,
    products,
    rentals,
    stats,
    workbook,
)
from services.rental_api.routes.rentals import LONGEST_KEY
from shared import web_edge
from shared.lazy_rule import LazyRule

PARTS = (
    *(health, members, products, pass_products, rentals, items, claims),
    *(operator, workbook, events, alerts, stats, metrics),
)
OPEN_PATHS = ("/healthz", "/readyz", "/docs", "/openapi.json")
MOST_BYTES = 64 * 1024
ORDERS = "rentals.rent"
NAMES = ("rental_id", "item_id")


def create_app(ctx: Context) -> APIFlask:
    """The WSGI application. Answers JSON only; every error is `application/problem+json`."""
    app = APIFlask("rental_api", title="F-BOX rental API", version="1", docs_path=None, spec_path=None)
    app.url_rule_class = LazyRule
    app.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    web_edge.watch(app, ctx.meters.web, _names)
    app.before_request(lambda: _check_token(ctx))
    app.after_request(lambda response: _count_orders(ctx, response))
    _handle_errors(app)
    app.register_blueprint(docs.routes(app))
    for part in PARTS:
        app.register_blueprint(part.routes(ctx))
    return app


def _names() -> dict[str, str]:
    """What a line in the log is found by: the rental or garment asked about, and the tap on the kiosk's button."""
    about = {name: value for name, value in (request.view_args or {}).items() if name in NAMES}
    tap = request.headers.get("Idempotency-Key", "")[:LONGEST_KEY]
    return about | ({"tap": tap} if tap else {})


def _count_orders(ctx: Context, response: Response) -> Response:
    if request.endpoint == ORDERS:
        ctx.meters.ordered(response)
    return response


def _check_token(ctx: Context) -> Response | None:
    if request.path.startswith(OPEN_PATHS):
        return None
    expected = f"Bearer {ctx.settings.api_token.get_secret_value()}"
    if hmac.compare_digest(request.headers.get("Authorization", "").encode(), expected.encode()):
        return None
    return Problem("unauthorized", "Send Authorization: Bearer …").response()


def _handle_errors(app: APIFlask) -> None:
    app.register_error_handler(Problem, lambda problem: problem.response())
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(RedisError, lambda _: Problem("unavailable", "Redis").response())
    app.register_error_handler(OperationalError, lambda _: Problem("unavailable", "the ledger").response())
    app.register_error_handler(DataError, lambda _: Problem("invalid-request", "A value cannot be kept").response())
    app.error_processor(_api_error)


def _http_error(error: HTTPException) -> Response:
    code = (error.name or "error").lower().replace(" ", "-")
    return answer(code, error.code or 500, error.name, str(error.description or ""))


def _api_error(error: HTTPError) -> Any:  # noqa: ANN401 - APIFlask's own signature
    if isinstance(error, _ValidationError):
        fields = (error.detail or {}).get("json") or {}
        told = [{"field": field, "message": text} for field, texts in fields.items() for text in texts]
        return Problem(
            "invalid-request", "; ".join(f"{e['field']}: {e['message']}" for e in told), errors=told
        ).response()
    return answer("error", error.status_code, error.message or "Error", str(error.detail or ""))
