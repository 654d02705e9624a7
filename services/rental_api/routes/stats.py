"""Figures for the console's charts."""

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


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("stats", __name__, url_prefix="/api")

    @bp.get("/stats")
    def stats() -> dict[str, Any]:
        """Of the last `days` (1 to 31, 1 if left out): rentals an hour, each device's stock where it changed, and how
        long it took from command to answer (ms), of garments that came out."""
        days = request.args.get("days", "1")
        if not (days.isascii() and days.isdigit() and 1 <= int(days[:3]) <= MOST_DAYS):
            raise invalid("days", f"1 to {MOST_DAYS}")
        since = ctx.clock() - int(days) * 24 * HOUR_MS
        with ctx.reads.begin() as conn:
            return {
                "since": rfc3339(since),
                "rentals_per_hour": _hours(ctx, conn, since),
                "devices": _devices(ctx, conn, since),
            }

    return bp


def _hours(ctx: Context, conn: Connection, since: int) -> list[dict[str, Any]]:
    """Every hour, those without rentals too."""
    counted = figures.rentals_by_hour(conn, since)
    hours = range(since // HOUR_MS * HOUR_MS, ctx.clock() + 1, HOUR_MS)
    return [{"hour": rfc3339(hour), "rentals": counted.get(hour, 0)} for hour in hours]


def _devices(ctx: Context, conn: Connection, since: int) -> list[dict[str, Any]]:
    took = figures.dispense_times(conn, since)
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
    return {"count": len(took), "p50": quantile(took, 0.5), "p99": quantile(took, 0.99)} if took else None
