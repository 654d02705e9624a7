"""Phone numbers as people type them."""

import re
import unicodedata

# +82 or 0082; 82 alone too, since no Korean number has it after the zero that a sheet may have eaten.
_COUNTRY = re.compile(r"^(?:\+|00)?82(?=\d{8})0?")
# Mobile, Seoul, and all other areas.
_WITHOUT_ZERO = re.compile(r"1\d{8,9}|2\d{7,8}|[3-8]\d{8,9}")


def digits(phone: str) -> str:
    """`010-1234-5678`, `+82 10 1234 5678`, `0082 10…`, full-width digits, `1012345678`: all give `01012345678`.

    Another country's number keeps its `+`, and so is nobody's.
    """
    number = _COUNTRY.sub("0", re.sub(r"[^0-9+]", "", unicodedata.normalize("NFKC", phone)))
    return "0" + number if _WITHOUT_ZERO.fullmatch(number) else number


def is_phone(number: str) -> bool:
    """Korean numbers have nine to eleven digits and begin with 0."""
    return re.fullmatch(r"0[0-9]{8,10}", number) is not None
