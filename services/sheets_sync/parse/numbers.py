"""Whole numbers: won and counts, as they are typed and as spreadsheets show them."""

import re
from math import isfinite

from services.sheets_sync.parse.readable import Unreadable, folded, unreadable
from services.sheets_sync.tabs import MARK, Column
from services.sheets_sync.workbook import Cell

MOST = 1_000_000_000
MOST_MARK = 2**63 - 1
LONGEST = 40
ROUNDING = 1e-6
"""What a formula's arithmetic may leave behind the point."""

_WON = r"[₩\\]?"
"""A Korean code page shows a backslash as the won sign, and Excel saves one."""
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+"
_NOTHING = r"(?:\.0{1,2}|\.0{4,})?"
"""`1000.0` is whole; `1.000` may be one or a thousand, and so is neither."""
_UNIT = r"(?:원|개|회|일|번|장|매|명|won|krw)?"
_NUMBER = re.compile(
    rf"(?P<open>\()? ?(?P<sign>[-+−–]?) ?{_WON} ?(?P<inner>-?)"
    rf"(?P<digits>{_DIGITS}){_NOTHING} ?{_UNIT} ?(?P<close>\))?",
    re.IGNORECASE,
)
_WORDS = re.compile(r"(?:(?P<man>[0-9]{1,5})만)? ?(?:(?P<thousand>[0-9]{1,4})천)? ?(?P<rest>[0-9]{1,4})? ?원?")


def read_number(column: Column, cell: Cell) -> int | Unreadable:
    """`1,000원`, `₩1,000`, `１，０００`, `1000.0`, `1만 5천원`, `(1,000)` for minus a thousand.

    In the owner's own columns nothing is below zero. `+5` in a balance may mean five more: that is asked back.
    """
    text = folded(cell)
    if column.hand == "balance" and text.startswith("+"):
        return unreadable(column, "더할 값이 아니라 최종 값을 적어 주세요 (예: 15000).")
    number = _of_number(cell) if isinstance(cell, int | float) else _of_text(text)
    if number is None:
        return unreadable(column, f"소수점 없는 숫자로 적어 주세요 (예: {2000 if column.kind == 'won' else 10}).")
    if abs(number) > (MOST_MARK if column.name == MARK else MOST):
        return unreadable(column, "너무 큰 수입니다.")
    if number < 0 and column.hand in ("owner", "new"):
        return unreadable(column, "0 이상의 숫자로 적어 주세요.")
    return number


def _of_number(cell: float) -> int | None:
    if isinstance(cell, bool) or (isinstance(cell, float) and not isfinite(cell)):
        return None
    return round(cell) if abs(cell - round(cell)) < ROUNDING else None


def _of_text(text: str) -> int | None:
    text = " ".join(text.split())
    if len(text) > LONGEST:
        return None
    found = _NUMBER.fullmatch(text)
    if found is None:
        return _of_words(text)
    signs = [found["open"], found["sign"] not in ("", "+"), found["inner"]]
    if bool(found["open"]) != bool(found["close"]) or sum(map(bool, signs)) > 1:
        return None
    number = int(found["digits"].replace(",", "").replace(" ", ""))
    return -number if any(signs) else number


def _of_words(text: str) -> int | None:
    found = _WORDS.fullmatch(text)
    if found is None or not (found["man"] or found["thousand"]):
        return None
    return int(found["man"] or 0) * 10_000 + int(found["thousand"] or 0) * 1_000 + int(found["rest"] or 0)
