"""The business event log."""

import json
from typing import Any

from apiflask import APIBlueprint
from flask import request
from sqlalchemy import Row

from services.rental_api.context import Context
from services.rental_api.ledger import events
from services.rental_api.problems import invalid
from shared.clock import rfc3339

PAGE = 200


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("events", __name__, url_prefix="/api")

    @bp.get("/events")
    def after() -> dict[str, Any]:
        """Events with a larger id than `after`, oldest first, a page at a time."""
        last = request.args.get("after", "0")
        if not last.isdecimal():
            raise invalid("after", "an event's id")
        with ctx.reads.begin() as conn:
            return {"events": [event_view(row) for row in events.after(conn, ctx.site, int(last), PAGE)]}

    return bp


def event_view(row: Row[Any]) -> dict[str, Any]:
    about = ("device_uuid", "member_id", "product_id", "rental_id")
    return {
        "event_id": row.event_id,
        "at": rfc3339(row.at),
        "type": row.type,
        "severity": row.severity,
        "details": json.loads(row.details) if row.details else {},
        **{name: getattr(row, name) for name in about},
    }
