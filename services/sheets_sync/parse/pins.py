"""Six digits on their way to becoming a hash. They never stand in a note."""

import re

from services.sheets_sync.parse.readable import Unreadable, folded, unreadable
from services.sheets_sync.tabs import SET, Column
from services.sheets_sync.workbook import Cell

LENGTH = 6
HOW = "0으로 시작하면 '012345처럼 앞에 작은따옴표를 붙여 주세요."


def read_pin(column: Column, cell: Cell) -> str | Unreadable:
    """The six digits, or `set` where they were taken over before."""
    text = folded(cell)
    if text.casefold() == SET:
        return SET
    digits = "".join(text.split())
    if re.fullmatch(rf"[0-9]{{{LENGTH}}}", digits) and not isinstance(cell, bool):
        return digits
    if _lost_a_zero(cell):
        return unreadable(column, f"스프레드시트가 맨 앞의 0을 지웠습니다. {HOW}")
    return unreadable(column, f"여섯 자리 숫자로 적어 주세요. {HOW}")


def _lost_a_zero(cell: Cell) -> bool:
    """A number's cell cannot begin with a zero: one with too few digits may have."""
    is_number = isinstance(cell, int | float) and not isinstance(cell, bool)
    return is_number and re.fullmatch(rf"[0-9]{{1,{LENGTH - 1}}}", folded(cell)) is not None
