"""Figures for the console's charts."""

from collections import Counter
from typing import Any

from apiflask import APIBlueprint
from flask import request
from sqlalchemy import Connection

from services.rental_api.context import Context
from services.rental_api.ledger import events, figures, products
from services.rental_api.ledger.figures import HOUR_MS
from services.rental_api.problems import invalid
from services.rental_api.rules.figures import changes, quantile
from shared.clock import rfc3339

MOST_DAYS = 31
STEP_MS = 500
SLOWEST_MS = 15_000


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("stats", __name__, url_prefix="/api")

    @bp.get("/stats")
    def stats() -> dict[str, Any]:
        """Of the last `days` (1 to 31, 1 if left out): rentals an hour, each device's stock where it changed, and how
        long it took from command to answer (ms), of garments that came out: in steps of 500 ms, and by device.

        The first point of a stock may be older than that: what stood there when the time began.
        """
        days = request.args.get("days", "1")
        if not (days.isascii() and days.isdigit() and 1 <= int(days[:3]) <= MOST_DAYS):
            raise invalid("days", f"1 to {MOST_DAYS}")
        since = ctx.clock() - int(days) * 24 * HOUR_MS
        with ctx.reads.begin() as conn:
            took = figures.dispense_times(conn, since)
            return {
                "since": rfc3339(since),
                "until": rfc3339(ctx.clock()),
                "rentals_per_hour": _hours(ctx, conn, since),
                "devices": _devices(ctx, conn, since, took),
                "dispense_ms": _steps([ms for times in took.values() for ms in times]),
            }

    return bp


def _hours(ctx: Context, conn: Connection, since: int) -> list[dict[str, Any]]:
    """Every hour, those without rentals too."""
    counted = figures.rentals_by_hour(conn, since)
    hours = range(since // HOUR_MS * HOUR_MS, ctx.clock() + 1, HOUR_MS)
    return [{"hour": rfc3339(hour), "rentals": counted.get(hour, 0)} for hour in hours]


def _devices(ctx: Context, conn: Connection, since: int, took: dict[str, list[int]]) -> list[dict[str, Any]]:
    return [
        {
            "device_uuid": product.device_uuid,
            "name": product.name,
            "stock": _stock(conn, product.device_uuid, since),
            "dispense_ms": _times(took.get(product.device_uuid, [])),
        }
        for product in products.all_of(conn, ctx.site)
    ]


def _stock(conn: Connection, uuid: str, since: int) -> list[dict[str, Any]]:
    """As the device reported it; between two points it was what the first says."""
    told = [(at, events.said(details).get("stock")) for at, details in figures.reports_of(conn, uuid, since)]
    points = [(at, stock) for at, stock in reversed(told) if isinstance(stock, int)]
    return [{"at": rfc3339(at), "stock": stock} for at, stock in changes(points)]


def _times(took: list[int]) -> dict[str, int] | None:
    """None where nothing came out."""
    shares = {"p50": 0.5, "p95": 0.95, "p99": 0.99}
    return {"count": len(took)} | {name: quantile(took, share) for name, share in shares.items()} if took else None


def _steps(took: list[int]) -> list[dict[str, int]]:
    """How many took `from` to under `from + 500` ms, from none to the slowest; what took over 15 s is in the last."""
    last = min(max(took, default=-1), SLOWEST_MS) // STEP_MS
    counted = Counter(min(ms, SLOWEST_MS) // STEP_MS for ms in took)
    return [{"from": step * STEP_MS, "count": counted[step]} for step in range(last + 1)]
