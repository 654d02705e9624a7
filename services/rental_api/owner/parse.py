"""Cells as values of the ledger. Pure; ValueError where a cell is none.

sheets_sync has read them once and knows how people write; here is decided what the ledger can keep.
"""

from collections.abc import Callable

from services.rental_api.rules.phone import digits, is_phone
from shared.cells import Readable, as_text

Value = str | int | bool | dict[str, int] | None
Parse = Callable[[Readable], Value]


def text(cell: Readable) -> str:
    """Without what a database refuses: a NUL, half a surrogate."""
    found = as_text(cell)
    if "\0" in found or found.encode(errors="replace").decode() != found:
        raise ValueError("signs that cannot be kept")
    return found


def blank_or_text(cell: Readable) -> str | None:
    return text(cell) or None


def phone(cell: Readable) -> str:
    """Digits, with the zero that a sheet may have eaten."""
    number = digits(text(cell))
    if not is_phone(number):
        raise ValueError("no phone number")
    return number


def whole(cell: Readable) -> int:
    """`15000`, as a number or as its digits."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    found = as_text(cell)
    if isinstance(cell, bool) or len(found) > 18 or not found.removeprefix("-").isdecimal():
        raise ValueError("no whole number")
    return int(found)


def blank_or_whole(cell: Readable) -> int | None:
    return whole(cell) if as_text(cell) else None


def flag(cell: Readable) -> bool:
    if as_text(cell) not in ("TRUE", "FALSE"):
        raise ValueError("neither TRUE nor FALSE")
    return as_text(cell) == "TRUE"


def limits(cell: Readable) -> dict[str, int]:
    """Uses a day by category; which ones there may be is not looked at."""
    if not isinstance(cell, dict) or not cell:
        raise ValueError("no limits")
    return dict(cell)
