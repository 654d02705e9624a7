"""Lines of `_fbox` (box.py) for the rows that one write replaces. Pure but for the ids that are drawn."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from services.sheets_sync.google.cells import Place
from services.sheets_sync.google.header import Header
from services.sheets_sync.google.orders import Copy
from services.sheets_sync.tabs import Column, Tab
from services.sheets_sync.workbook import Cell, Edit, Line

LONG = 150
"""Characters; longer text gets a cell of its own, so that the JSON always fits into one."""
PIECE = 40_000
TELLING = ("owner", "new", "balance")
"""Hands for whose cells it is written down what we believe to replace; and his own columns."""


class Journal:
    """What goes into `_fbox`: `copies` first, then `cells`. `rows` are those it uses."""

    def __init__(self, free_rows: Iterator[int], new_id: Callable[[], str]) -> None:
        self.copies: list[Copy] = []
        self.cells: dict[Place, Cell] = {}
        self.rows: set[int] = set()
        self._free = free_rows
        self._new_id = new_id
        self._heads: dict[str, str] = {}

    def add(self, edit: Edit, line: Line, tab: Tab, sheet: int, header: Header) -> None:
        """The row as it stands in the moment of the write. Of a PIN no more than the write itself replaces."""
        if tab.name not in self._heads:
            self._heads[tab.name] = self._head(tab, sheet, header)
        long: list[str] = []
        told = _told(edit, line, tab, header, long)
        row = self._line({"line": self._new_id(), "head": self._heads[tab.name], **told, "long": len(long)}, long)
        first = 1 + len(long)
        self.copies.append(Copy(sheet, line.at + 1, header.width, row, first))
        for column in tab.columns:
            at = header.at(column.name)
            if column.kind == "pin" and at is not None and column.name not in edit.cells:
                self.cells[row, first + at] = ""

    @property
    def width(self) -> int:
        """Columns that the tab must have."""
        copied = (copy.to_column + copy.width for copy in self.copies)
        return max([*copied, *(column + 1 for _, column in self.cells)], default=0)

    def _head(self, tab: Tab, sheet: int, header: Header) -> str:
        name = self._new_id()
        # His own too, as what is put right may stand there; but for names that would not fit into the cell.
        names = {column: header.at(column) for column in header.given if len(column) <= LONG}
        row = self._line({"head": name, "tab": tab.name, "names": names}, [])
        self.copies.append(Copy(sheet, 0, header.width, row, 1))
        return name

    def _line(self, meta: Mapping[str, Any], long: list[str]) -> int:
        row = next(self._free)
        self.rows.add(row)
        self.cells |= {(row, at): cell for at, cell in enumerate([dump(meta), *long])}
        return row


def _told(edit: Edit, line: Line, tab: Tab, header: Header, long: list[str]) -> dict[str, Any]:
    columns = {column.name: column for column in tab.columns}
    places = [(name, at, cell) for name, cell in edit.cells.items() if (at := header.at(name)) is not None]
    return {
        "key": _packed(edit.key, long),
        "version": edit.version,
        "at": [at for _, at, _ in places],
        "was": [_believed(name, columns.get(name), line, tab, long) for name, _, _ in places],
        "is": [_packed(cell, long) for _, _, cell in places],
    }


def _believed(name: str, column: Column | None, line: Line, tab: Tab, long: list[str]) -> object:
    if column and (column.kind == "pin" or (column.hand not in TELLING and name != tab.key)):
        return None
    return _packed(line.cells.get(name, ""), long)


def _packed(cell: Cell, long: list[str]) -> object:
    if not isinstance(cell, str) or len(cell) <= LONG:
        return cell
    long.append(cell)
    return [len(long) - 1]


def dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def pieces(memory: Mapping[str, Any]) -> list[Cell]:
    """The memory as the cells of a row."""
    text = dump(memory)
    return [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
