"""Alive, and ready: for supervisor, `make run` and the operator."""

from typing import Any

from apiflask import APIBlueprint
from sqlalchemy import text

from services.rental_api.context import Context


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("health", __name__)

    @bp.get("/healthz")
    def healthz() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @bp.get("/readyz")
    def readyz() -> dict[str, Any]:
        """Ledger and Redis answer too; 503 where one does not."""
        ctx.redis.ping()
        with ctx.reads.begin() as conn:
            conn.execute(text("SELECT 1 FROM members LIMIT 1"))
        return {"status": "ready"}

    return bp
