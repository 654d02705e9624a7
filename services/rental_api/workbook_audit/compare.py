"""A row of the workbook beside the same row of the ledger. Pure.

Cells come as text, as sheets_sync understood them (shared.jobs.ledger.AuditPart).
"""

import unicodedata
from collections.abc import Iterator, Mapping

from services.rental_api.ledger.sheet_cells import Held
from services.rental_api.sheet_values.row import SheetRow
from services.rental_api.workbook_audit.finding import Finding
from shared.cells import Readable, as_text

SYNCED = "_synced"
NOTE = "sync_note"
PIN = "payment_password"
SET = "set"
OF_THEN = {"rental_history": ("product_name",)}
"""Columns, by tab, that keep what was right when they were written: the ledger only knows what is right now."""
MIDNIGHT = " 00:00:00"
_UNSEEN = "\ufeff\u200b"

Cells = Mapping[str, str]


def compare(tab: str, key: str, cells: Cells, row: SheetRow, held: Mapping[str, Held]) -> Iterator[Finding]:
    """`row` as the ledger has it, `held` what it knows of the owner's cells. Nothing of the row is on its way."""
    balance = _balance_column(row, cells)
    differing = [
        column
        for column, value in row.system.items()
        if column != balance and column not in OF_THEN.get(tab, ()) and not same(cells.get(column), value)
    ]
    told = {column: _of_owner(column, value, cells, held) for column, value in row.owner.items()}
    if balance:
        told[balance] = _of_balance(balance, row, cells)
    differing += [column for column, what in told.items() if what == "differs"]
    his = [column for column, what in told.items() if what == "his"]
    if differing:
        yield Finding("differs", tab, key, tuple(differing))
    if his:
        yield Finding("explained" if cells.get(NOTE) else "waiting", tab, key, tuple(his))


def same(cell: Readable, value: Readable) -> bool:
    """But for signs that nobody sees, and a day's midnight that a spreadsheet does not show."""
    return as_text(cell) == as_text(value) or _plain(as_text(cell)) == _plain(as_text(value))


def _of_owner(column: str, value: Readable, cells: Cells, held: Mapping[str, Held]) -> str:
    """Blank where it is as it should be. A cell that holds another text than was left in it was touched by him."""
    cell = cells.get(column, "")
    if same(cell, value) or (column == PIN and not cell):
        return ""
    known = held.get(column, Held("", ""))
    if not same(cell, known.held):
        return "his"
    return "" if column in held and known.value == as_text(value) else "differs"


def _of_balance(column: str, row: SheetRow, cells: Cells) -> str:
    """Beside the figure stands what the system wrote there: as long as that is right, the difference is his."""
    if not same(cells.get(column + SYNCED), row.balance):
        return "differs"
    return "" if same(cells.get(column), row.balance) else "his"


def _balance_column(row: SheetRow, cells: Cells) -> str:
    if row.balance is None:
        return ""
    return next((column for column in row.system if column + SYNCED in cells), "")


def _plain(text: str) -> str:
    seen = (sign for sign in unicodedata.normalize("NFC", text) if sign.isspace() or not _is_unseen(sign))
    return " ".join("".join(seen).split()).removesuffix(MIDNIGHT)


def _is_unseen(sign: str) -> bool:
    return sign in _UNSEEN or unicodedata.category(sign) in ("Cc", "Cs")
