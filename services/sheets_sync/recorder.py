"""The one way into the workbook: read what is there, decide cell by cell, write the difference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

import structlog

from services.sheets_sync.merge import cells_to_write
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import EVERY, Cell, Edit, Rows, Workbook

log = structlog.get_logger()


@dataclass(frozen=True)
class Row:
    """A row's values as the system knows them now; columns left out are left alone."""

    tab: str
    key: str
    values: Mapping[str, Cell]


class Recorder:
    """Shared by the queue's worker and the refreshing thread: one of them at a time reads, decides and writes."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._lock = Lock()

    def table(self, tab: str) -> Rows:
        """Every row of a tab now; none where nobody can make sense of it."""
        with self._lock:
            return self._workbook.read({tab: EVERY}).get(tab, {})

    def record(self, rows: Sequence[Row], *, may_add: bool = True) -> list[Row]:
        """Returns those rows that the workbook now has, durably. Raises OSError when it cannot be written.

        Without `may_add`, rows that are not there stay away.
        """
        known = [row for row in rows if row.tab in TABS]
        with self._lock:
            now = self._workbook.read(_keys_by_tab(known))
            readable = [row for row in known if row.tab in now]
            edits = [edit for row in readable if (edit := _edit(row, now[row.tab], may_add))]
            if edits:
                self._workbook.write(edits)
        if len(readable) < len(rows):
            log.error("rows without a place in the workbook", rows=len(rows) - len(readable))
        return readable


def _keys_by_tab(rows: Sequence[Row]) -> dict[str, set[str]]:
    wanted: dict[str, set[str]] = {}
    for row in rows:
        wanted.setdefault(row.tab, set()).add(row.key)
    return wanted


def _edit(row: Row, rows: Rows, may_add: bool) -> Edit | None:
    now = rows.get(row.key)
    if now is None and not may_add:
        return None
    cells = cells_to_write(TABS[row.tab], now, row.values)
    return Edit(row.tab, row.key, cells, new=now is None) if cells else None
