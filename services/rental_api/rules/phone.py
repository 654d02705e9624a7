"""Phone numbers as people type them."""

import re


def digits(phone: str) -> str:
    """`010-1234-5678`, `+82 10 1234 5678` and `1012345678` (a sheet ate the zero) all give `01012345678`."""
    number = re.sub(r"\D", "", phone)
    number = re.sub(r"^82", "0", number) if len(number) >= 11 and number.startswith("82") else number
    number = re.sub(r"^00", "0", number)
    return "0" + number if re.fullmatch(r"1\d{8,9}", number) else number


def is_phone(number: str) -> bool:
    """Korean numbers have nine to eleven digits and begin with 0."""
    return re.fullmatch(r"0\d{8,10}", number) is not None
