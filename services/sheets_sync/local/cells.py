"""A cell's text in a CSV file, where an apostrophe leads what a spreadsheet would run, or make a number of.

Excel keeps twelve digits and more only as `1.79588E+15`: a mark must come back as it was.
"""

import re

from services.sheets_sync.workbook import Cell
from shared.cells import as_text

LEAD = "'"
LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
DIGITS_BEHIND_LEADS = re.compile(r"'+[0-9]+")
LONG_NUMBER = re.compile(r"[0-9]{12,}")


def to_file(value: Cell) -> str:
    """A number stays as it is, `-5` too, unless it is long."""
    text = value if isinstance(value, str) else as_text(value)
    would_run = isinstance(value, str) and LIKE_A_FORMULA.match(text)
    if would_run or LONG_NUMBER.fullmatch(text) or DIGITS_BEHIND_LEADS.fullmatch(text):
        return LEAD + text
    return text


def from_file(cell: str) -> str:
    """The text that was meant: undoes `to_file`, and leaves what the owner typed."""
    if cell.startswith(LEAD) and (LIKE_A_FORMULA.match(cell) or DIGITS_BEHIND_LEADS.fullmatch(cell)):
        return cell[len(LEAD) :]
    return cell
