"""Changed rows go out on the queue `sheets` and stay noted until the workbook confirms them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from sqlalchemy import Connection

from services.rental_api import sheet_values
from services.rental_api.context import Context
from services.rental_api.ledger import sheet_bases, sheet_cells, sheet_rows
from services.rental_api.ledger.engine import forgetful
from services.rental_api.ledger.sheet_cells import Held
from services.rental_api.ledger.sheet_rows import Changed, Name
from services.rental_api.sheet_values.row import Cell, Cells, SheetRow
from shared.cells import as_text
from shared.jobs import sheets
from shared.queues import SHEETS, enqueue, open_queue

BATCH = 200
AGAIN_MS = 15 * 60_000
"""Only for what a lost job or a lost Redis took along: sheets_sync asks for everything when it starts."""
MOST_JOBS = 50
"""While so many wait, sheets_sync is not running: more of them would fill Redis, and renting needs it."""
log = structlog.get_logger()


def send_changed(ctx: Context) -> int:
    """Sends what has changed, as it is now, and again what was sent long ago without being confirmed."""
    with ctx.reads.begin() as conn:
        due = sheet_rows.due(conn, ctx.clock() - AGAIN_MS, BATCH)
        rows = read(ctx, conn, [one.name for one in due])
        found = [(one, rows[one.name]) for one in due if one.name in rows]
        messages = [_message(conn, one, row) for one, row in found]
    if not due or not _send(ctx, messages, [(one, row.balance) for one, row in found if row.balance is not None]):
        return 0
    with forgetful(ctx.engine).begin() as conn:
        sheet_rows.sent(conn, due, ctx.clock())
        sheet_rows.confirm(conn, [one for one in due if one.name not in rows])
    for one in due:
        if rental_id := sheets.rental_of(*one.name):
            log.info("row sent to the workbook", rental_id=rental_id, key=one.key)
    return len(due)


def read(ctx: Context, conn: Connection, names: Sequence[Name]) -> dict[Name, SheetRow]:
    """Those rows of the workbook that the ledger has."""
    by_tab: dict[str, list[str]] = defaultdict(list)
    for tab, key in names:
        by_tab[tab].append(key)
    return {
        (tab, key): row
        for tab, keys in by_tab.items()
        for key, row in sheet_values.read(ctx, conn, tab, keys).items()
    }


def _send(ctx: Context, messages: list[dict[str, Any]], bases: Sequence[tuple[Changed, int]]) -> bool:
    """Bases are in the ledger before their rows are on their way; False where nobody takes any."""
    queue = open_queue(SHEETS, ctx.jobs_redis)
    if queue.count >= MOST_JOBS:
        return False
    if bases:
        with ctx.engine.begin() as conn:
            sheet_bases.add_all(conn, bases)
    if messages:
        enqueue(queue, sheets.write_rows, {"rows": messages})
    return True


def _message(conn: Connection, changed: Changed, row: SheetRow) -> dict[str, Any]:
    held = sheet_cells.of_row(conn, *changed.name) if row.owner else {}
    name = {"tab": changed.tab, "key": changed.key, "version": changed.version}
    return name | {"values": row.system, "owner": _offered(row.owner, held)}


def _offered(owner: Cells, held: Mapping[str, Held]) -> dict[str, dict[str, Cell | None]]:
    """All of the owner's cells: where he deleted the row, it is written anew."""
    return {
        column: {"cell": _as_he_wrote(cell, held.get(column)), "held": held[column].held if column in held else None}
        for column, cell in owner.items()
    }


def _as_he_wrote(cell: Cell, held: Held | None) -> Cell:
    """The ledger's, but `010-1234-5678` and not `01012345678` while it means the same as when he wrote it."""
    if held is None or held.value != as_text(cell) or held.held == as_text(cell):
        return cell
    return held.held
