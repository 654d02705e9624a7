"""One part of a tab beside the ledger, in one moment of it.

A row that is noted as changed is on its way, and nothing is said of it. sheets_sync writes nothing between its
reading and handing over the last part, and what it confirms comes through the same queue: so what a part lacks is on
its way, or lost.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, bindparam, select

from services.rental_api import sheet_values
from services.rental_api.context import Context
from services.rental_api.ledger.sheet_cells import Held
from services.rental_api.ledger.tables import sheet_cells, sheet_rows
from services.rental_api.sheet_values.row import SheetRow
from services.rental_api.workbook_audit.compare import Cells, compare
from services.rental_api.workbook_audit.finding import Finding
from services.rental_api.workbook_audit.keys import keys_between
from shared.jobs.ledger import AuditPart

MOST_MISSING = 1_000
"""Rows that a part may lack before the whole tab goes out again."""
LONGEST_KEY = 80

_WAITING = select(sheet_rows.c.key).where(
    sheet_rows.c.tab == bindparam("of_tab"), sheet_rows.c.key.in_(bindparam("keys", expanding=True))
)
_HELD = select(sheet_cells.c.key, sheet_cells.c.column, sheet_cells.c.held, sheet_cells.c.value).where(
    sheet_cells.c.tab == bindparam("of_tab"), sheet_cells.c.key.in_(bindparam("keys", expanding=True))
)
HeldByRow = Mapping[str, Mapping[str, Held]]


@dataclass
class Seen:
    """`again`: rows to be sent again; `rest_after`: and all of the tab that the ledger has behind that key."""

    findings: list[Finding] = field(default_factory=list)
    again: list[str] = field(default_factory=list)
    rest_after: str | None = None


def look_at(ctx: Context, conn: Connection, part: AuditPart) -> Seen:
    """Of a tab that comes from the ledger."""
    seen = Seen(list(_doubled(part)))
    told = {row["key"]: row["cells"] for row in reversed(part.rows)}
    _compare(seen, ctx, conn, part.tab, told)
    _look_for_missing(seen, ctx, conn, part, told)
    return seen


def _doubled(part: AuditPart) -> Iterator[Finding]:
    """Rows come in the order of their keys, so the same ones are neighbours, perhaps of two parts."""
    keys = [part.after, *(row["key"] for row in part.rows)]
    doubled = dict.fromkeys(key for before, key in pairwise(keys) if before == key)
    return (Finding("doubled", part.tab, key) for key in doubled)


def _compare(seen: Seen, ctx: Context, conn: Connection, tab: str, told: Mapping[str, Cells]) -> None:
    keys = [key for key in told if _is_a_name(key)]
    rows = sheet_values.read(ctx, conn, tab, keys)
    waiting, held = _waiting(conn, tab, keys), _held(conn, tab, rows)
    for key, cells in told.items():
        if key not in rows:
            seen.findings.append(Finding("only_there", tab, key))
        elif key not in waiting:
            found = list(compare(tab, key, cells, rows[key], held.get(key, {})))
            seen.findings += found
            seen.again += [one.key for one in found if one.kind == "differs"]


def _look_for_missing(seen: Seen, ctx: Context, conn: Connection, part: AuditPart, there: Collection[str]) -> None:
    tab = part.tab
    between = keys_between(conn, ctx.site, tab, part.after, part.upto)
    absent = [key for key in between.keys if key not in there]
    waiting = _waiting(conn, tab, absent)
    absent = [key for key in absent if key not in waiting]
    known = sheet_values.read(ctx, conn, tab, absent[:MOST_MISSING])
    missing = [key for key in absent if key in known]
    seen.findings += [Finding("missing", tab, key) for key in missing]
    seen.again += missing
    if len(absent) > MOST_MISSING:
        seen.findings.append(Finding("refill", tab, ""))
        seen.rest_after = absent[MOST_MISSING - 1]
    elif between.cut:
        seen.findings.append(Finding("unsure", tab, ""))


def _waiting(conn: Connection, tab: str, keys: Sequence[str]) -> set[str]:
    return set(conn.execute(_WAITING, {"of_tab": tab, "keys": keys}).scalars()) if keys else set()


def _held(conn: Connection, tab: str, rows: Mapping[str, SheetRow]) -> HeldByRow:
    """What is known of the owner's cells, by row and column."""
    held: dict[str, dict[str, Held]] = defaultdict(dict)
    if any(row.owner for row in rows.values()):
        found: Any = conn.execute(_HELD, {"of_tab": tab, "keys": list(rows)})
        for key, column, text, value in found:
            held[key][column] = Held(text, value)
    return held


def _is_a_name(key: str) -> bool:
    """Whether a database would take it; the ledger has no other."""
    return len(key) <= LONGEST_KEY and "\0" not in key and key.encode(errors="replace").decode() == key
