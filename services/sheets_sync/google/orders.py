"""Requests of a batchUpdate that write and copy cells. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from services.sheets_sync.google.cells import VALUE, Place, blocks, row_data, spans
from services.sheets_sync.workbook import Cell

Order = dict[str, Any]
Dimension = Literal["ROWS", "COLUMNS"]


def put(sheet: int, cells: Mapping[Place, Cell]) -> Iterator[Order]:
    """One for each block; the cells between them are not touched."""
    for (row, column), rows in blocks(cells):
        start = {"sheetId": sheet, "rowIndex": row, "columnIndex": column}
        yield {"updateCells": {"start": start, "rows": [row_data(row) for row in rows], "fields": VALUE}}


def append(sheet: int, rows: Iterable[Sequence[Cell | None]]) -> Order:
    """Below whatever stands lowest in that moment."""
    return {"appendCells": {"sheetId": sheet, "rows": [row_data(row) for row in rows], "fields": VALUE}}


def fill_row(sheet: int, row: int, cells: Sequence[Cell]) -> Order:
    """The whole row: what it has no cell for becomes blank."""
    return {"updateCells": {"range": area(sheet, row, row + 1), "rows": [row_data(cells)], "fields": VALUE}}


def clear_rows(sheet: int, rows: Iterable[int]) -> Iterator[Order]:
    for start, end in spans(rows):
        yield {"updateCells": {"range": area(sheet, start, end), "rows": [], "fields": VALUE}}


def grow(sheet: int, dimension: Dimension, by: int) -> Order:
    return {"appendDimension": {"sheetId": sheet, "dimension": dimension, "length": by}}


def area(sheet: int, top: int, bottom: int | None = None, left: int = 0, right: int | None = None) -> Order:
    """A range of cells; open where it has no end."""
    made: Order = {"sheetId": sheet, "startRowIndex": top, "startColumnIndex": left}
    ends = {"endRowIndex": bottom, "endColumnIndex": right}
    return made | {name: end for name, end in ends.items() if end is not None}


@dataclass(frozen=True)
class Copy:
    """The first `width` cells of a row, into another tab, from that column on."""

    sheet: int
    row: int
    width: int
    to_row: int
    to_column: int


def copy(copies: Iterable[Copy], to: int) -> Iterator[Order]:
    """Values only, whatever they come from; neighbours with one request."""
    ordered = sorted(copies, key=lambda each: (each.sheet, each.to_column, each.width, each.row, each.to_row))
    for _, group in groupby(enumerate(ordered), _run):
        run = [each for _, each in group]
        first, height = run[0], len(run)
        right = first.to_column + first.width
        yield {
            "copyPaste": {
                "source": area(first.sheet, first.row, first.row + height, 0, first.width),
                "destination": area(to, first.to_row, first.to_row + height, first.to_column, right),
                "pasteType": "PASTE_VALUES",
            }
        }


def _run(item: tuple[int, Copy]) -> tuple[int, ...]:
    """The same for copies that lie below each other on both sides."""
    at, each = item
    return each.sheet, each.to_column, each.width, each.row - at, each.to_row - at
