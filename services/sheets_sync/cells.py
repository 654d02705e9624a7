"""A cell's text in a CSV file. Spreadsheets run a cell that starts like a formula, unless an apostrophe leads it."""

import re

from services.sheets_sync.workbook import Cell

LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
LEAD = "'"


def to_file(value: Cell) -> str:
    """Text that a spreadsheet would run gets an apostrophe in front; a number, `-5` too, stays as it is."""
    if isinstance(value, str) and LIKE_A_FORMULA.match(value):
        return LEAD + value
    return str(value)


def from_file(cell: str) -> str:
    """The text that was meant: undoes `to_file`, and leaves what the owner typed."""
    if cell.startswith(LEAD) and LIKE_A_FORMULA.match(cell):
        return cell[len(LEAD) :]
    return cell
