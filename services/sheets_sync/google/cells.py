"""Cells as the API takes them, and which of them go into one request. Pure."""

import math
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from services.sheets_sync.workbook import Cell

Place = tuple[int, int]
"""Row and column, from 0; the header's row is one of them."""
Block = tuple[Place, list[list[Cell]]]
"""Cells that lie together, and where the first of them is."""
LONGEST = 50_000
"""What Google allows in a cell, in UTF-16 units."""
ROUNDED = 10**15
"""A sheet keeps fifteen digits."""
VALUE = "userEnteredValue"


def row_data(row: Iterable[Cell | None]) -> dict[str, Any]:
    return {"values": [cell_data(cell) for cell in row]}


def cell_data(cell: Cell | None) -> dict[str, Any]:
    """As it is: text is never looked at for formulas, numbers or dates. Blank makes blank. A number that the sheet
    would round is written as text."""
    if cell is None or cell == "":
        return {}
    if isinstance(cell, bool):
        return {VALUE: {"boolValue": cell}}
    if isinstance(cell, int | float) and math.isfinite(cell) and abs(cell) < ROUNDED:
        return {VALUE: {"numberValue": cell}}
    return {VALUE: {"stringValue": _fitting(str(cell))}}


def _fitting(text: str) -> str:
    """Without what Google would refuse, and the whole batch with it: half characters, the zero byte, too much."""
    units = text.replace("\0", "").encode("utf-16-le", "replace")
    return units[: 2 * LONGEST].decode("utf-16-le", "ignore")


def blocks(cells: Mapping[Place, Cell]) -> Iterator[Block]:
    """A run of neighbours joins the one above it where both begin and end in the same columns."""
    growing: dict[tuple[int, int], Block] = {}
    for (row, column), run in _runs(cells):
        place, rows = growing.get((column, len(run)), ((row, column), []))
        if place[0] + len(rows) != row:
            yield place, rows
            place, rows = (row, column), []
        rows.append(run)
        growing[column, len(run)] = place, rows
    yield from growing.values()


def _runs(cells: Mapping[Place, Cell]) -> Iterator[tuple[Place, list[Cell]]]:
    for _, group in groupby(enumerate(sorted(cells)), lambda item: (item[1][0], item[1][1] - item[0])):
        places = [place for _, place in group]
        yield places[0], [cells[place] for place in places]


def spans(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """4, 5 and 9 are 4 up to 6, and 9 up to 10."""
    for _, group in groupby(enumerate(sorted(numbers)), lambda item: item[1] - item[0]):
        run = [number for _, number in group]
        yield run[0], run[-1] + 1
