"""The spreadsheet's owner, in front of his screen: he edits whenever the test says, and asks nobody."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from threading import RLock
from time import gmtime

from services.sheets_sync.tabs import TABS
from tests.support.google import entered, shown
from tests.support.google.book import Book
from tests.support.google.cells import Cell, Value
from tests.support.google.drive import File
from tests.support.google.entered import Hand
from tests.support.google.grid import Sheet
from tests.support.google.requests.moving import sorted_by
from tests.support.google.requests.protection import shift

FIRST_WORD = re.compile(r"[^\s:]+")
Entry = str | int | float | bool | None


class Owner:
    """A row is called by its key, a column by the first word of its header; both are looked for at every edit.

    What is not there raises LookupError: a script of edits has to look first.
    """

    def __init__(self, file: File, lock: RLock, clock: Callable[[], int]) -> None:
        self._file, self._lock, self._clock = file, lock, clock
        self._hand = Hand(lambda: gmtime(clock() / 1000).tm_year)

    # What he sees

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

    def cell(self, tab: str, key: str, column: str) -> Value:
        with self._lock:
            value = self.whole_cell(tab, key, column).value
            return "" if value is None else value

    def whole_cell(self, tab: str, key: str, column: str) -> Cell:
        """With its format, note, drop-down and formula."""
        with self._lock:
            sheet = self._sheet(tab)
            return sheet.cell(self._row(sheet, key), _column(sheet, column))

    def shows(self, tab: str, key: str, column: str) -> str:
        """The cell's text on the screen."""
        return shown.formatted(self.whole_cell(tab, key, column))

    # Cells

    def types(self, tab: str, key: str, column: str, text: Entry, *, result: Value = None) -> None:
        """As if typed. A formula shows `result`, where one is given."""
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            self._enter(sheet, self._row(sheet, key), _column(sheet, column), text, result)

    def types_at(self, tab: str, row: int, column: int, text: Entry, *, result: Value = None) -> None:
        """Both from 0, the header's row counted: for what has no key or no header."""
        with self._editing() as book:
            self._enter(self._sheet(tab, book), row, column, text, result)

    def clears(self, tab: str, key: str, *columns: str) -> None:
        """These cells; without any, the whole row, which stays there blank."""
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            row = self._row(sheet, key)
            these = [_column(sheet, name) for name in columns] or range(len(sheet.row(row).cells))
            sheet.change(row, {at: entered.raw(None, sheet.cell(row, at)) for at in these})

    # Rows

    def adds_row(self, tab: str, /, above: str = "", **cells: Entry) -> None:
        """Below the last row, or inserted above the row of that key."""
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            at = self._row(sheet, above) if above else sheet.used
            self._insert_row(book, sheet, at, inserted=bool(above))
            for name, text in cells.items():
                self._enter(sheet, at, _column(sheet, name), text)

    def copies_row(self, tab: str, key: str) -> None:
        """The row once more, right below: its key is there twice."""
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            at = self._row(sheet, key)
            self._insert_row(book, sheet, at + 1, inserted=True)
            sheet.put(at + 1, sheet.row(at))

    def deletes_rows(self, tab: str, *keys: str) -> None:
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            for key in keys:
                at = self._row(sheet, key)
                if sheet.row_count <= max(sheet.frozen_rows, 1) + 1:
                    sheet.insert("ROWS", sheet.row_count, 1, None)
                sheet.delete("ROWS", at, at + 1)
                shift(book, sheet.id, "ROWS", at, -1)

    def sorts(self, tab: str, column: str, descending: bool = False) -> None:
        """All rows below the header."""
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            block = sheet.block(1, 0, sheet.used, sheet.column_count)
            sheet.fill(1, 0, sorted_by(block, _column(sheet, column), descending))

    # Columns and tabs

    def inserts_column(self, tab: str, before: str, header: str = "") -> None:
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            at = _column(sheet, before)
            sheet.insert("COLUMNS", at, 1, None)
            shift(book, sheet.id, "COLUMNS", at, 1)
            self._enter(sheet, 0, at, header)

    def deletes_column(self, tab: str, column: str) -> None:
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            at = _column(sheet, column)
            sheet.delete("COLUMNS", at, at + 1)
            shift(book, sheet.id, "COLUMNS", at, -1)

    def renames_header(self, tab: str, old: str, new: str) -> None:
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            self._enter(sheet, 0, _column(sheet, old), new)

    def renames_tab(self, old: str, new: str) -> None:
        with self._editing() as book:
            self._sheet(old, book).title = new

    def deletes_tab(self, tab: str) -> None:
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            book.sheets.remove(sheet)
            book.protected = [one for one in book.protected if one.sheet_id != sheet.id]
            if not any(not other.hidden for other in book.sheets):
                book.sheets.append(Sheet(book.new_id(), "시트1"))

    def makes_tab(self, title: str, header: list[str], *rows: Mapping[str, Entry]) -> None:
        """As an old workbook has it: a header and rows below, all typed."""
        with self._editing() as book:
            sheet = Sheet(book.new_id(), title, row_count=max(1000, len(rows) + 1), column_count=max(26, len(header)))
            book.sheets.append(sheet)
            for at, name in enumerate(header):
                self._enter(sheet, 0, at, name)
            for at, cells in enumerate(rows, 1):
                line = {header.index(name): entered.typed(text, Cell(), self._hand) for name, text in cells.items()}
                sheet.change(at, line)

    # The whole

    def version(self) -> Book:
        """What the version history keeps."""
        with self._lock:
            return self._file.book.copy()

    def restores(self, version: Book) -> None:
        """All of it is as it was then, whatever was written since."""
        with self._editing():
            self._file.book = version.copy()

    @contextmanager
    def _editing(self) -> Iterator[Book]:
        """One edit: nobody reads half of it, and the file has changed afterwards."""
        with self._lock:
            yield self._file.book
            self._file.touch(self._clock())

    def _sheet(self, tab: str, book: Book | None = None) -> Sheet:
        sheet = (book or self._file.book).titled(tab)
        if sheet is None:
            raise LookupError(f"no tab {tab}")
        return sheet

    def _key_column(self, sheet: Sheet) -> int:
        """Where the tab's key stands; the first column, where it has no such header."""
        known = TABS.get(sheet.title)
        return _names(sheet).get(known.key, 0) if known else 0

    def _row(self, sheet: Sheet, key: str) -> int:
        column = self._key_column(sheet)
        for at, row in enumerate(sheet.rows[1:], 1):
            if _text(row.cell(column)) == key:
                return at
        raise LookupError(f"no row {key} in {sheet.title}")

    def _insert_row(self, book: Book, sheet: Sheet, at: int, *, inserted: bool) -> None:
        """With the formats of the row above it, unless that is the header."""
        if inserted or at >= sheet.row_count:
            sheet.insert("ROWS", at, 1, at - 1 if at > 1 else None)
            shift(book, sheet.id, "ROWS", at, 1)

    def _enter(self, sheet: Sheet, row: int, column: int, text: Entry, result: Value = None) -> None:
        cell = entered.typed(text, sheet.cell(row, column), self._hand)
        if cell.formula and result is not None:
            cell = replace(cell, value=result)
        sheet.change(row, {column: cell})


def _names(sheet: Sheet) -> dict[str, int]:
    """Columns by the first word of their header; of two alike, the first."""
    names: dict[str, int] = {}
    for at, cell in enumerate(sheet.row(0).cells):
        if found := FIRST_WORD.match(shown.formatted(cell).strip()):
            names.setdefault(found[0], at)
    return names


def _column(sheet: Sheet, name: str) -> int:
    names = _names(sheet)
    if name not in names:
        raise LookupError(f"no column {name} in {sheet.title}")
    return names[name]


def _text(cell: Cell) -> str:
    return shown.formatted(cell).strip()
