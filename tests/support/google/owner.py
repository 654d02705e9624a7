"""The spreadsheet's owner, in front of his screen: he edits whenever the test says, and asks nobody."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from threading import RLock
from time import gmtime

from tests.support.google import entered
from tests.support.google.a1 import Area
from tests.support.google.book import Book, Protected
from tests.support.google.cells import Cell, Value
from tests.support.google.drive import File
from tests.support.google.entered import Hand
from tests.support.google.grid import Sheet
from tests.support.google.requests.moving import sorted_by
from tests.support.google.requests.protection import shift
from tests.support.google.screen import Key, Screen, column_of

Entry = str | int | float | bool | None


class Owner(Screen):
    """Every edit is whole: nobody reads half of it. One that raises LookupError has changed nothing."""

    def __init__(self, file: File, lock: RLock, clock: Callable[[], int]) -> None:
        super().__init__(file, lock, clock)
        self._hand = Hand(lambda: gmtime(clock() / 1000).tm_year)

    # Cells

    def types(self, tab: str, key: Key, column: str, text: Entry, *, result: Value = None) -> None:
        """As if typed. A formula shows `result`, where one is given."""
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            self._enter(sheet, self._row(sheet, key), column_of(sheet, column), text, result)

    def types_at(self, tab: str, row: int, column: int, text: Entry, *, result: Value = None) -> None:
        """Both from 0, the header's row counted: for what has no header."""
        with self._editing() as book:
            self._enter(self._sheet(tab, book), row, column, text, result)

    def clears(self, tab: str, key: Key, *columns: str) -> None:
        """These cells; without any, the whole row, which stays there blank."""
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            row = self._row(sheet, key)
            these = [column_of(sheet, name) for name in columns] or range(len(sheet.row(row).cells))
            sheet.change(row, {at: entered.raw(None, sheet.cell(row, at)) for at in these})

    # Rows

    def adds_row(self, tab: str, /, above: Key = "", **cells: Entry) -> int:
        """Below the last row, or inserted above another one. Returns its number."""
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            at = self._row(sheet, above) if above else sheet.used
            self._insert_row(book, sheet, at, inserted=bool(above))
            for name, text in cells.items():
                self._enter(sheet, at, column_of(sheet, name), text)
            return at + 1

    def copies_row(self, tab: str, key: Key) -> None:
        """The row once more, right below: its key is there twice."""
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            at = self._row(sheet, key)
            self._insert_row(book, sheet, at + 1, inserted=True)
            sheet.put(at + 1, sheet.row(at))

    def deletes_rows(self, tab: str, *keys: Key) -> None:
        """All at once. Below the header one blank row stays, as Sheets wants it."""
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            for at in sorted({self._row(sheet, key) for key in keys}, reverse=True):
                if sheet.row_count <= max(sheet.frozen_rows, 1) + 1:
                    sheet.insert("ROWS", sheet.row_count, 1, None)
                sheet.delete("ROWS", at, at + 1)
                shift(book, sheet.id, "ROWS", at, -1)

    def sorts(self, tab: str, column: str, descending: bool = False) -> None:
        """All rows below the header."""
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            block = sheet.block(1, 0, sheet.used, sheet.column_count)
            sheet.fill(1, 0, sorted_by(block, column_of(sheet, column), descending))

    # Columns and tabs

    def inserts_column(self, tab: str, before: str, header: str = "") -> None:
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            at = column_of(sheet, before)
            sheet.insert("COLUMNS", at, 1, None)
            shift(book, sheet.id, "COLUMNS", at, 1)
            self._enter(sheet, 0, at, header)

    def deletes_column(self, tab: str, column: str) -> None:
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            at = column_of(sheet, column)
            sheet.delete("COLUMNS", at, at + 1)
            shift(book, sheet.id, "COLUMNS", at, -1)

    def renames_header(self, tab: str, old: str, new: str) -> None:
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            self._enter(sheet, 0, column_of(sheet, old), new)

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

    def protects(self, tab: str, column: str = "") -> None:
        """The tab, or a column: nobody but himself may write there, the service account neither."""
        with self._editing() as book:
            sheet = self._sheet(tab, book)
            at = column_of(sheet, column) if column else 0
            area = Area(0, at, None, at + 1 if column else None)
            book.protected.append(Protected(book.new_id(), sheet.id, area, editors=frozenset({"owner@example.com"})))

    # The whole

    def version(self) -> Book:
        """What the version history keeps."""
        with self._lock:
            return self._file.book.copy()

    def restores(self, version: Book) -> None:
        """All of it is as it was then, whatever was written since."""
        with self._lock:
            self._file.book = version.copy()
            self._file.touch(self._clock())

    @contextmanager
    def _editing(self) -> Iterator[Book]:
        """One edit, whole or not at all where it raises."""
        with self._lock:
            draft = self._file.book.copy()
            yield draft
            self._file.book = draft
            self._file.touch(self._clock())

    def _insert_row(self, book: Book, sheet: Sheet, at: int, *, inserted: bool) -> None:
        """With the formats of the row that it pushes down, else of the last one."""
        if inserted or at >= sheet.row_count:
            sheet.insert("ROWS", at, 1, at if at < sheet.row_count else at - 1)
            shift(book, sheet.id, "ROWS", at, 1)

    def _enter(self, sheet: Sheet, row: int, column: int, text: Entry, result: Value = None) -> None:
        cell = entered.typed(text, sheet.cell(row, column), self._hand)
        if cell.formula and result is not None:
            cell = cell.holding(result, cell.formula)
        sheet.change(row, {column: cell})
