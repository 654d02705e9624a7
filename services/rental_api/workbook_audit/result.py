"""What a run of the audit has found so far, part by part, in Redis: a part told twice counts once."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.rental_api import sheet_values
from services.rental_api.context import Context
from services.rental_api.workbook_audit.finding import WRONG, Finding, Kind
from shared.jobs.ledger import AuditPart

KEEP_SECONDS = 6 * 3600
LISTED = 20
"""Findings of a part that are told by name."""
MOST_LISTED = 200
UNFINISHED = "끝까지 읽지 못했습니다."
_Parts = Mapping[tuple[str, str], Mapping[str, Any]]


@dataclass
class Outcome:
    """`tabs` and `rows` of the workbook that were compared; `counts` of findings by kind, the first of them `listed`.

    `left_out`: why a tab was not compared, by its name.
    """

    tabs: int = 0
    rows: int = 0
    counts: Counter[Kind] = field(default_factory=Counter)
    listed: list[Finding] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def equal(self) -> bool:
        """Whether ledger and workbook say the same, but for what the owner does alone."""
        return not self.left_out and not any(self.counts[kind] for kind in WRONG)


def note(ctx: Context, part: AuditPart, findings: list[Finding]) -> None:
    """A part was looked at."""
    told = {
        "upto": part.upto,
        "rows": len(part.rows),
        "left_out": part.left_out,
        "counts": Counter(one.kind for one in findings),
        "listed": [one.told() for one in _by_weight(findings)[:LISTED]],
    }
    key = ctx.keys.audit_parts(part.run)
    ctx.redis.hset(key, json.dumps([part.tab, part.after]), json.dumps(told))
    ctx.redis.expire(key, KEEP_SECONDS)


def outcome(ctx: Context, run: str) -> Outcome:
    """Of a run whose last part was noted."""
    noted: Any = ctx.redis.hgetall(ctx.keys.audit_parts(run))
    parts = {tuple(json.loads(name)): json.loads(told) for name, told in noted.items()}
    found = Outcome()
    for tab in sheet_values.TABS:
        _add_tab(found, tab, parts)
    found.listed = _by_weight(found.listed)[:MOST_LISTED]
    return found


def _add_tab(found: Outcome, tab: str, parts: _Parts) -> None:
    """Compared: each part begins where another ended, from the first to the last. Redis may lose some."""
    after: str | None = ""
    while after is not None:
        part = parts.get((tab, after))
        left_out = part["left_out"] if part else UNFINISHED
        if part is None or left_out or part["upto"] == after:
            found.left_out[tab] = left_out or UNFINISHED
            return
        found.rows += part["rows"]
        found.counts.update(part["counts"])
        found.listed += map(Finding.read, part["listed"])
        after = part["upto"]
    found.tabs += 1


def _by_weight(findings: list[Finding]) -> list[Finding]:
    """What is wrong goes first."""
    return sorted(findings, key=lambda one: one.kind not in WRONG)
