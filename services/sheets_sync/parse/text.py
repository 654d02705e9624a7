"""Names, numbers that are names, and free text."""

import re
import unicodedata

from services.sheets_sync.parse.readable import Unreadable, folded, unreadable
from services.sheets_sync.tabs import NOTE, Column
from services.sheets_sync.workbook import Cell
from shared.cells import as_text

LONG = frozenset({"notes", "value", "details"})
MOST_LONG = 1_000
MOST = 80

_SHORTENED = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{1,3}")
"""How Excel saves a long number into a CSV: most of its digits are gone."""
_WITH_A_POINT = re.compile(r"([0-9]{6,})\.0")
"""A phone number that went through a number's cell and a program that says so."""
QUOTED = "'01012345678처럼 앞에 작은따옴표를 붙여 다시 적어 주세요."
_UNSEEN = "\ufeff\u200b"


def read_text(column: Column, cell: Cell) -> str | Unreadable:
    """NFC; emoji, right-to-left marks and, in long columns, lines stay; signs that nobody sees do not."""
    is_long = column.name in LONG
    text = _clean(as_text(cell), lines=is_long)
    if not folded(text):
        return ""
    if column.name == NOTE:
        return text
    most = MOST_LONG if is_long else MOST
    if len(text) > most:
        return unreadable(column, f"너무 깁니다. {most:,}자까지 적을 수 있습니다.")
    return text if is_long else _of_a_number(column, text)


def _of_a_number(column: Column, text: str) -> str | Unreadable:
    if _SHORTENED.fullmatch(text):
        return unreadable(column, f"스프레드시트가 긴 번호를 줄였습니다. {QUOTED}")
    whole = _WITH_A_POINT.fullmatch(text)
    return whole.group(1) if whole else text


def chosen(column: Column, text: str, choices: tuple[str, ...]) -> str | Unreadable:
    """One of the choices, however it is capitalised; blank stays blank."""
    found = {choice.casefold(): choice for choice in ("", *choices)}.get(text.casefold())
    return unreadable(column, f"{', '.join(choices)} 중 하나로 적어 주세요.") if found is None else found


def _clean(text: str, *, lines: bool) -> str:
    """Without control characters and halves of surrogates, which no database takes."""
    text = "\n".join(text.splitlines()) if lines else " ".join(text.splitlines()).replace("\t", " ")
    seen = (sign for sign in text if sign in "\n\t" or not _is_unseen(sign))
    return unicodedata.normalize("NFC", "".join(seen)).strip()


def _is_unseen(sign: str) -> bool:
    return sign in _UNSEEN or unicodedata.category(sign) in ("Cc", "Cs")
