"""What the spreadsheet's owner sees, and how he finds a row or a column."""

import re
from collections.abc import Callable
from threading import RLock

from services.sheets_sync.tabs import TABS
from tests.support.google import shown
from tests.support.google.book import Book
from tests.support.google.cells import Cell, Value
from tests.support.google.drive import File
from tests.support.google.grid import Sheet

FIRST_WORD = re.compile(r"[^\s:]+")
Key = str | int


class Screen:
    """A row is called by its key, or by its number as the screen has it (1 is the header's); a column by the first
    word of its header. Both are looked for at every edit.

    What is not there raises LookupError: a script of edits has to look first.
    """

    def __init__(self, file: File, lock: RLock, clock: Callable[[], int]) -> None:
        self._file, self._lock, self._clock = file, lock, clock

    def tabs(self) -> list[str]:
        with self._lock:
            return [sheet.title for sheet in self._file.book.sheets if not sheet.hidden]

    def header(self, tab: str) -> list[str]:
        """Row 1 as it is written, blank cells at its end left out."""
        with self._lock:
            row = self._sheet(tab).row(0)
            return [shown.formatted(cell) for cell in row.cells[: row.filled]]

    def rows(self, tab: str) -> list[dict[str, Value]]:
        """Rows that are not blank, by column name; numbers as numbers, a formula as what it came to, blank as ""."""
        with self._lock:
            sheet = self._sheet(tab)
            names = _names(sheet)
            return [
                {name: "" if (value := row.cell(at).value) is None else value for name, at in names.items()}
                for row in sheet.rows[1:]
                if row.filled
            ]

    def keys(self, tab: str) -> list[str]:
        with self._lock:
            sheet = self._sheet(tab)
            column = self._key_column(sheet)
            return [key for row in sheet.rows[1:] if (key := _text(row.cell(column)))]

    def cell(self, tab: str, key: Key, column: str) -> Value:
        with self._lock:
            value = self.whole_cell(tab, key, column).value
            return "" if value is None else value

    def whole_cell(self, tab: str, key: Key, column: str) -> Cell:
        """With its format, note, drop-down and formula."""
        with self._lock:
            sheet = self._sheet(tab)
            return sheet.cell(self._row(sheet, key), column_of(sheet, column))

    def shows(self, tab: str, key: Key, column: str) -> str:
        """The cell's text on the screen."""
        return shown.formatted(self.whole_cell(tab, key, column))

    def grid(self, tab: str) -> Sheet:
        """A copy of the tab with all that belongs to it."""
        with self._lock:
            return self._sheet(tab).copy()

    def _sheet(self, tab: str, book: Book | None = None) -> Sheet:
        sheet = (book or self._file.book).titled(tab)
        if sheet is None:
            raise LookupError(f"no tab {tab}")
        return sheet

    def _key_column(self, sheet: Sheet) -> int:
        """Where the tab's key stands; the first column, where it has no such header."""
        known = TABS.get(sheet.title)
        return _names(sheet).get(known.key, 0) if known else 0

    def _row(self, sheet: Sheet, key: Key) -> int:
        if isinstance(key, int):
            return key - 1
        column = self._key_column(sheet)
        for at, row in enumerate(sheet.rows[1:], 1):
            if _text(row.cell(column)) == key:
                return at
        raise LookupError(f"no row {key} in {sheet.title}")


def _names(sheet: Sheet) -> dict[str, int]:
    """Columns by the first word of their header; of two alike, the first."""
    names: dict[str, int] = {}
    for at, cell in enumerate(sheet.row(0).cells):
        if found := FIRST_WORD.match(shown.formatted(cell).strip()):
            names.setdefault(found[0], at)
    return names


def column_of(sheet: Sheet, name: str) -> int:
    names = _names(sheet)
    if name not in names:
        raise LookupError(f"no column {name} in {sheet.title}")
    return names[name]


def _text(cell: Cell) -> str:
    return shown.formatted(cell).strip()
