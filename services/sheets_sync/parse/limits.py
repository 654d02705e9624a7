"""A subscription's uses a day by category."""

import re

from services.sheets_sync.parse.readable import Unreadable, folded, unreadable
from services.sheets_sync.tabs import CATEGORIES, Column
from services.sheets_sync.workbook import Cell

LONGEST = 300
MOST_A_DAY = 10
HOW = (
    '{"top":1,"pants":1,"towel":1}처럼 적어 주세요. '
    f"항목은 {', '.join(CATEGORIES)}, 수는 1부터 {MOST_A_DAY}까지입니다."
)

_KOREAN = {"상의": "top", "하의": "pants", "수건": "towel", "땀수건": "sweat_towel", "기타": "other"}
"""As the kiosk says them."""
_QUOTES = dict.fromkeys(map(ord, "\"'`´“”„‟‘’‚‛«»「」″′"))
_PAIR = re.compile(r"([A-Za-z가-힣]+(?:[_ -][A-Za-z]+)?) ?[:=]? ?([0-9]{1,3}) ?(?:회|장|개|벌)?")


def read_limits(column: Column, cell: Cell) -> dict[str, int] | Unreadable:
    """JSON however its quotes, signs and braces came out of a word processor. What is limited to 0 is left out."""
    text = folded(cell)
    found = _pairs(text) if len(text) <= LONGEST else None
    limits = {category: most for category, most in found.items() if most} if found else None
    return limits or unreadable(column, HOW)


def _pairs(text: str) -> dict[str, int] | None:
    """None where a part is no pair, or a category comes twice."""
    inner = text.translate(_QUOTES).strip().removeprefix("{").removesuffix("}")
    pairs: dict[str, int] = {}
    for part in re.split(r"[,;、\n]", inner):
        pair = _PAIR.fullmatch(" ".join(part.split()))
        if pair:
            category = _category(pair[1])
            if category in pairs or category not in CATEGORIES or int(pair[2]) > MOST_A_DAY:
                return None
            pairs[category] = int(pair[2])
        elif part.strip():
            return None
    return pairs


def _category(word: str) -> str:
    name = word.casefold().replace(" ", "_").replace("-", "_")
    return _KOREAN.get(name, name)
