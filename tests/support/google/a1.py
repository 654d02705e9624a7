"""A1 notation: `'my tab'!B2:D`, with titles quoted or not and ends left open."""

import re
from dataclasses import dataclass

from tests.support.google.errors import refused

CORNER = re.compile(r"\$?([A-Za-z]{0,3})\$?([0-9]*)")
PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+|[Rr][0-9]*[Cc][0-9]*")


@dataclass(frozen=True)
class Area:
    """Rows `top` up to `bottom` and columns `left` up to `right`, from 0, ends excluded; None is the grid's end."""

    top: int = 0
    left: int = 0
    bottom: int | None = None
    right: int | None = None


def parse(text: str) -> tuple[str | None, Area]:
    """The title, None where none is named, and the cells. Raises ApiError; does not look for the tab."""
    title, cells = _split(text)
    if cells is None:
        return title, Area()
    first, _, last = cells.partition(":")
    top, left = _corner(first, text)
    if ":" not in cells:
        bottom, right = top, left
    else:
        bottom, right = _corner(last, text)
    return title, _between(top, left, bottom, right)


def _between(top: int | None, left: int | None, bottom: int | None, right: int | None) -> Area:
    return Area(top or 0, left or 0, None if bottom is None else bottom + 1, None if right is None else right + 1)


def _split(text: str) -> tuple[str | None, str | None]:
    """What is no title stands as the cells, unless it cannot be cells."""
    if text.startswith("'"):
        quoted = re.fullmatch(r"'((?:[^']|'')*)'(?:!(.*))?", text, re.DOTALL)
        if not quoted:
            raise unreadable(text)
        return quoted[1].replace("''", "'"), quoted[2]
    title, mark, cells = text.rpartition("!")
    if mark:
        return title, cells
    if _is_cells(text):
        return None, text
    return text, None


def _is_cells(text: str) -> bool:
    first, colon, last = text.partition(":")
    if not colon:
        return bool(LIKE_A_CELL.fullmatch(first))
    return all(part and CORNER.fullmatch(part) for part in (first, last))


def _corner(part: str, text: str) -> tuple[int | None, int | None]:
    """Row and column from 0; None where the corner leaves it open."""
    found = CORNER.fullmatch(part)
    if not part or not found or found[2] == "0":
        raise unreadable(text)
    return int(found[2]) - 1 if found[2] else None, column_of(found[1]) if found[1] else None


def unreadable(text: str) -> Exception:
    return refused(f"Unable to parse range: {text}")


def column_of(letters: str) -> int:
    """A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def letters_of(column: int) -> str:
    """Undoes `column_of`."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def quoted(title: str) -> str:
    """In quotes only where it needs them, as Google answers it."""
    if PLAIN_TITLE.fullmatch(title) and not LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def name(title: str, top: int, left: int, bottom: int, right: int) -> str:
    """`members!A1:F20`; one cell is named once."""
    first = f"{letters_of(left)}{top + 1}"
    last = f"{letters_of(right - 1)}{bottom}"
    return f"{quoted(title)}!{first}" if first == last else f"{quoted(title)}!{first}:{last}"
