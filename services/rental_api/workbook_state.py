"""How the owner's workbook is doing, as sheets_sync and the last audit have left it in Redis."""

import json
from dataclasses import dataclass
from typing import Any

from services.rental_api import sheet_values
from services.rental_api.context import Context
from services.rental_api.workbook_audit.finding import Finding

FRESH_MS = 60_000
"""A round that went well is never further apart while sheets_sync runs and the workbook can be had."""
TABS = (*sheet_values.TABS, "device_status")
"""Of the workbook; the last one's rows are the dispensers'."""


@dataclass(frozen=True)
class Audit:
    """`at` is UTC ms; `text` for the owner; `equal`: ledger and workbook said the same."""

    run: str
    at: int
    text: str
    equal: bool
    differences: list[Finding]


@dataclass(frozen=True)
class WorkbookState:
    """`well_at`: when a round last went well, UTC ms, None for never; `pending` rows wait. `error` is why not.

    `troubles` explain tabs that are neither read nor written, in words for the owner.
    """

    well_at: int | None
    pending: int
    error: str
    troubles: dict[str, str]
    audit: Audit | None

    def is_well(self, now: int) -> bool:
        """Whether sheets_sync is at work and has its workbook."""
        return self.well_at is not None and now - self.well_at <= FRESH_MS


def read(ctx: Context) -> WorkbookState:
    """Raises RedisError."""
    health, troubles = _hash(ctx, ctx.keys.workbook), _hash(ctx, ctx.keys.troubles)
    return WorkbookState(
        int(health["well_at"]) if health.get("well_at") else None,
        int(health.get("pending", 0)),
        health.get("error", ""),
        {tab: troubles[tab] for tab in TABS if troubles.get(tab)},
        audit(ctx),
    )


def audit(ctx: Context) -> Audit | None:
    """The last one that came to its end."""
    told = _hash(ctx, ctx.keys.workbook_audit)
    if not told:
        return None
    differences = [Finding.read(one) for one in json.loads(told["differences"])]
    return Audit(told["run"], int(told["at"]), told["text"], told["equal"] == "1", differences)


def why_not_at_work(ctx: Context) -> str:
    """Why nobody would answer who asked something of the workbook now; blank where somebody would.

    Raises RedisError.
    """
    state = read(ctx)
    if state.is_well(ctx.clock()):
        return ""
    return f"sheets_sync has no workbook now ({state.error})" if state.error else "sheets_sync is not running"


def _hash(ctx: Context, key: str) -> dict[str, str]:
    found: Any = ctx.redis.hgetall(key)
    return dict(found)
