"""What the operator should know of now."""

from typing import Any

from apiflask import APIBlueprint

from services.rental_api.alerts import gather, memory
from services.rental_api.alerts.tell import view
from services.rental_api.context import Context


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("alerts", __name__, url_prefix="/api")

    @bp.get("/alerts")
    def alerts() -> dict[str, Any]:
        """What is wrong now, the worst first; `severity` `error` or `warning`, `since` when it was first seen."""
        known = memory.kept(ctx.redis, ctx.keys)
        return {"alerts": [view(one) for one in memory.dated(gather.now(ctx), known, ctx.clock())]}

    return bp
