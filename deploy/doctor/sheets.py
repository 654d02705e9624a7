"""The owner's workbook: whether sheets_sync is at work, has it, and keeps every tab."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deploy.doctor.finding import Finding, Said, broken, ok
from deploy.doctor.queue_state import QueueState, look
from deploy.doctor.sources import Sources
from deploy.doctor.workers import lines
from shared.queues import SHEETS

NAME = "sheets"
FAULT = "sheets_behind"
FRESH_SECONDS = 60
"""A round that went well is never further apart while the workbook can be had."""


@dataclass(frozen=True)
class Facts:
    """`since_well`: seconds since the last round that went well, None for never; `troubles` by the tab's name."""

    queue: QueueState
    since_well: int | None
    pending: int
    error: str
    troubles: Mapping[str, str]


def check(sources: Sources) -> Finding:
    health: dict[str, Any] = sources.redis.hgetall(sources.keys.workbook)  # type: ignore[assignment]
    troubles: dict[str, Any] = sources.redis.hgetall(sources.keys.troubles)  # type: ignore[assignment]
    well_at = int(health.get("well_at") or 0)
    since = max(sources.clock() - well_at, 0) // 1000 if well_at else None
    wrong = {tab: text for tab, text in troubles.items() if text}
    queue = look(sources, SHEETS)
    return judge(Facts(queue, since, int(health.get("pending") or 0), str(health.get("error", "")), wrong))


def judge(facts: Facts) -> Finding:
    since = "-" if facts.since_well is None else f"{facts.since_well:,}"
    details = [Said("sheets.pending", pending=facts.pending, since=since), *lines(facts.queue)]
    details += [Said("sheets.error", error=facts.error)] if facts.error else []
    details += [Said("sheets.tab", tab=tab, text=text) for tab, text in facts.troubles.items()]
    figures = {"seconds_since_well": facts.since_well, "pending": facts.pending, "troubles": dict(facts.troubles)}
    says = _why_behind(facts, since)
    if says:
        return broken(NAME, FAULT, says, tuple(details), **figures)
    return ok(NAME, Said("sheets.well", since=since, pending=facts.pending), tuple(details), **figures)


def _why_behind(facts: Facts, since: str) -> Said | None:
    if facts.queue.why_stuck:
        return Said("sheets.no_sync" if facts.queue.why_stuck == "nobody" else "sheets.stuck", pending=facts.pending)
    if facts.since_well is None or facts.since_well > FRESH_SECONDS:
        key = "sheets.fails" if facts.error else "sheets.stale"
        return Said(key, since=since, pending=facts.pending, error=facts.error)
    if facts.troubles:
        return Said("sheets.tabs", tabs=", ".join(facts.troubles))
    return None
