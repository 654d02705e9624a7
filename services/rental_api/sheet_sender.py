"""Changed rows go out on the queue `sheets` and stay noted until the workbook confirms them."""

from typing import Any

from sqlalchemy import Connection

from services.rental_api.context import Context
from services.rental_api.ledger import sheet_rows
from services.rental_api.ledger.sheet_rows import Changed
from services.rental_api.sheet_values import row_values
from shared.jobs import sheets
from shared.queues import SHEETS, enqueue, open_queue

BATCH = 50
AGAIN_MS = 60_000


def send_changed(ctx: Context) -> int:
    """Sends what has changed, as it is now, and again what was sent a minute ago without being confirmed."""
    with ctx.reads.begin() as conn:
        due = sheet_rows.due(conn, ctx.clock() - AGAIN_MS, BATCH)
        rows = [row for changed in due if (row := _row(ctx, conn, changed))]
    if not due:
        return 0
    gone = {(c.tab, c.key) for c in due} - {(row["tab"], row["key"]) for row in rows}
    if rows:
        enqueue(open_queue(SHEETS, ctx.jobs_redis), sheets.write_rows, {"rows": rows})
    with ctx.engine.begin() as conn:
        sheet_rows.sent(conn, due, ctx.clock())
        sheet_rows.confirm(conn, [c for c in due if (c.tab, c.key) in gone])
    return len(due)


def take_confirmation(ctx: Context, rows: list[dict[str, Any]]) -> None:
    """Forgets rows the workbook now has at the version that was sent."""
    with ctx.engine.begin() as conn:
        sheet_rows.confirm(conn, [Changed(row["tab"], row["key"], row["version"]) for row in rows])


def _row(ctx: Context, conn: Connection, changed: Changed) -> dict[str, Any] | None:
    values = row_values(ctx, conn, changed.tab, changed.key)
    return values and {"tab": changed.tab, "key": changed.key, "version": changed.version, "values": values}
