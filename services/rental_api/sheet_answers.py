"""What sheets_sync says of the rows it was sent, and what it wants again."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import structlog
from sqlalchemy import Connection

from services.rental_api import sheet_values
from services.rental_api.context import Context
from services.rental_api.ledger import rentals, sheet_bases, sheet_cells, sheet_rows
from services.rental_api.ledger.sheet_cells import Held
from services.rental_api.ledger.sheet_names import BALANCES, HISTORY
from services.rental_api.ledger.sheet_rows import Changed
from services.rental_api.sheet_sender import read
from shared.cells import as_text
from shared.jobs import ledger, sheets
from shared.jobs.ledger import RestoreTab
from shared.queues import LEDGER, SHEETS, enqueue, open_queue

AT_ONCE = 100
"""Rows a transaction: rentals wait for it."""
PAGE = 500
Told = Sequence[Mapping[str, Any]]
log = structlog.get_logger()


def take_confirmation(ctx: Context, rows: Told) -> None:
    """Forgets rows the workbook now has at the version that was sent, and notes what stands in it."""
    for some in _parts(rows, AT_ONCE):
        written = [Changed(row["tab"], row["key"], row["version"]) for row in some]
        with ctx.engine.begin() as conn:
            sheet_rows.confirm(conn, written)
            sheet_bases.confirm_all(conn, [row for row in written if row.tab in BALANCES])
            rentals.in_sheet(conn, [row.key for row in written if row.tab == HISTORY], ctx.clock())
            for row in some:
                _hold(conn, row["tab"], row["key"], row.get("wrote", {}))
        for there in written:
            if rental_id := sheets.rental_of(*there.name):
                log.info("row is in the workbook", rental_id=rental_id, key=there.key)


def _hold(conn: Connection, tab: str, key: str, wrote: Mapping[str, Any]) -> None:
    """What he had written himself and was only put back means what it meant before."""
    known = sheet_cells.of_row(conn, tab, key) if wrote else {}
    cells = {column: as_text(cell) for column, cell in wrote.items()}
    news = {
        column: Held(text, text)
        for column, text in cells.items()
        if column not in known or known[column].held != text
    }
    sheet_cells.hold(conn, tab, key, news)


def send_all_again(ctx: Context) -> None:
    """All that is not confirmed."""
    with ctx.engine.begin() as conn:
        sheet_rows.send_again(conn)


def resend(ctx: Context, rows: Told) -> None:
    """Those of the rows that the ledger has, whatever was confirmed of them."""
    for some in _parts(rows, AT_ONCE):
        with ctx.reads.begin() as conn:
            known = read(ctx, conn, [(row["tab"], row["key"]) for row in some])
        with ctx.engine.begin() as conn:
            sheet_rows.mark_all(conn, known.keys())


def restore_tab(ctx: Context, order: RestoreTab) -> None:
    """Every row of a tab goes out again. A page of them a job, so that dispensers' answers get in between.

    What his cells held is forgotten first: in a tab made anew, or a column that came back, a blank cell is no edit.
    """
    if not order.after:
        with ctx.engine.begin() as conn:
            sheet_cells.forget_tab(conn, order.tab)
    if not order.after and not order.first_met:
        enqueue(open_queue(SHEETS, ctx.jobs_redis), sheets.restore_tab, {"tab": order.tab})
    with ctx.reads.begin() as conn:
        keys = sheet_values.page(ctx, conn, order.tab, order.after, PAGE)
    with ctx.engine.begin() as conn:
        sheet_rows.mark_all(conn, [(order.tab, key) for key in keys])
    if len(keys) == PAGE:
        rest = {"tab": order.tab, "after": keys[-1]}
        enqueue(open_queue(LEDGER, ctx.jobs_redis), ledger.restore_tab, rest)


def _parts(rows: Told, size: int) -> Iterator[Told]:
    return (rows[begin : begin + size] for begin in range(0, len(rows), size))
