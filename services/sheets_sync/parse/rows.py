"""A row's cells, each read by its column's kind."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from services.sheets_sync.parse.days import read_day
from services.sheets_sync.parse.flags import read_flag
from services.sheets_sync.parse.limits import read_limits
from services.sheets_sync.parse.numbers import read_number
from services.sheets_sync.parse.pins import read_pin
from services.sheets_sync.parse.readable import Unreadable, Value, folded, unreadable
from services.sheets_sync.parse.text import chosen, read_text
from services.sheets_sync.tabs import Column, Kind, Tab
from services.sheets_sync.workbook import Cell, Line

_READERS: dict[Kind, Callable[[Column, Cell], Value | Unreadable]] = {
    "text": read_text,
    "won": read_number,
    "count": read_number,
    "flag": read_flag,
    "day": read_day,
    "limits": read_limits,
    "pin": read_pin,
}
_FAILED = re.compile(
    r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|ERROR!|SPILL!|CALC!)|Loading\.\.\.", re.IGNORECASE
)
"""What a formula leaves that has no result, or none yet."""

ENDLESS = 10**19
"""No spreadsheet holds such a whole number, and Python would not print one of thousands of digits."""


@dataclass(frozen=True)
class ReadRow:
    """By column: what its cell means, or why nobody can tell. No column is in both."""

    values: Mapping[str, Value]
    notes: Mapping[str, str]


def read_row(tab: Tab, header: Collection[str], line: Line) -> ReadRow:
    """All of the tab's columns that the header has; a blank cell is `""`."""
    read = {
        column.name: read_cell(column, line.cells.get(column.name, ""), tab.choices.get(column.name, ()))
        for column in tab.columns
        if column.name in header
    }
    return ReadRow(
        {name: value for name, value in read.items() if not isinstance(value, Unreadable)},
        {name: value.note for name, value in read.items() if isinstance(value, Unreadable)},
    )


def read_cell(column: Column, cell: Cell, choices: tuple[str, ...] = ()) -> Value | Unreadable:
    """`choices` are what a cell of text may be; none: anything."""
    if isinstance(cell, int) and abs(cell) >= ENDLESS:
        return unreadable(column, "너무 큰 수입니다.")
    text = folded(cell)
    if not text:
        return ""
    if _FAILED.fullmatch(text):
        return unreadable(column, "수식에 오류가 있습니다. 값을 직접 적어 주세요.")
    value = _READERS[column.kind](column, cell)
    if choices and column.kind == "text" and isinstance(value, str):
        return chosen(column, value, choices)
    return value
