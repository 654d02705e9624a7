"""What the operator should know of now."""

from collections.abc import Iterable
from typing import Any

from apiflask import APIBlueprint

from services.rental_api.alerts import gather, memory
from services.rental_api.alerts.memory import Kept
from services.rental_api.alerts.tell import view
from services.rental_api.context import Context


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("alerts", __name__, url_prefix="/api")

    @bp.get("/alerts")
    def alerts() -> dict[str, Any]:
        """What is wrong now, the worst first; `severity` `error` or `warning`, `since` when it was first seen.

        `webhook`: `off` where none is set, `failing` while it does not take what it should be told, else `on`.
        """
        known = memory.kept(ctx.redis, ctx.keys)
        present = memory.dated(gather.now(ctx), known, ctx.clock())
        return {"alerts": [view(one) for one in present], "webhook": _webhook(ctx, known.values())}

    return bp


def _webhook(ctx: Context, kept: Iterable[Kept]) -> str:
    if ctx.settings.alert_webhook is None:
        return "off"
    return "failing" if any(one.tries for one in kept) else "on"
