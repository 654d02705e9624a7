"""The service's hand on a workbook, one row at a time."""

from services.sheets_sync.local import LocalWorkbook
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Batch, Cell, Edit, Line, Sheet
from shared.cells import as_text


def sheet(workbook: LocalWorkbook, tab: str) -> Sheet:
    return workbook.read([tab], []).sheets[tab]


def line(workbook: LocalWorkbook, tab: str, key: str) -> Line:
    """The row as it is read now."""
    return next(one for one in sheet(workbook, tab).lines if as_text(one.cells.get(TABS[tab].key)) == key)


def put(workbook: LocalWorkbook, tab: str, key: str, **cells: Cell) -> bool:
    """Writes cells of a row, a new one where there is none; whether they are in."""
    workbook.prepare([tab], every_column=False)
    there = any(as_text(one.cells.get(TABS[tab].key)) == key for one in sheet(workbook, tab).lines)
    return write(workbook, Edit(tab, key, cells, line(workbook, tab, key) if there else None))


def write(workbook: LocalWorkbook, *edits: Edit) -> bool:
    """Whether all of them are in."""
    return workbook.write(Batch(edits)) == list(edits)
