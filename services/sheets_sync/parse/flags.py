"""Yes or no."""

import re

from services.sheets_sync.parse.readable import Unreadable, folded, unreadable
from services.sheets_sync.tabs import Column
from services.sheets_sync.workbook import Cell

# As `folded` leaves them: of a lone consonant the one that begins a syllable; a tick may ask for colour behind it.
_YES = re.compile(
    r"true|t|1|1\.0|yes|y|on|o|v|예|네|응|참|ᄋ|[○◯●✓✔☑✅]\ufe0f?|사용|사용함|사용중|켜짐",
)
_NO = re.compile(
    r"false|f|0|0\.0|no|n|off|x|아니오|아니요|아뇨|거짓|[×✕✗✘☐❌]\ufe0f?|미사용|사용안함|사용하지않음|중지|꺼짐",
)


def read_flag(column: Column, cell: Cell) -> bool | Unreadable:
    """A tick box, `TRUE`, `1`, `예`, `O`, `Y`, `사용`, and their opposites."""
    word = "".join(folded(cell).casefold().split())
    if _YES.fullmatch(word):
        return True
    return False if _NO.fullmatch(word) else unreadable(column, "TRUE 또는 FALSE로 적어 주세요.")
