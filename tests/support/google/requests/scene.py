"""What a request acts on, and how it reads its arguments."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from tests.support.google.a1 import Area
from tests.support.google.book import Book
from tests.support.google.entered import Hand
from tests.support.google.errors import refused
from tests.support.google.grid import Dimension, Sheet

Args = Mapping[str, Any]


@dataclass
class Scene:
    """A draft of the spreadsheet, the hand whose formulas are counted, and who asks."""

    book: Book
    hand: Hand
    email: str

    def check(self, sheet: Sheet, top: int, left: int, bottom: int, right: int) -> None:
        """Raises ApiError where somebody else protects any of these cells."""
        for one in self.book.protections(sheet.id):
            if one.editors is None or self.email in one.editors:
                continue
            area = one.area
            below = (area.bottom is None or top < area.bottom) and bottom > area.top
            beside = (area.right is None or left < area.right) and right > area.left
            if below and beside:
                raise refused(
                    "You are trying to edit a protected cell or object. Please contact the spreadsheet owner to"
                    " remove protection if you need to edit."
                )


def known(args: object, *names: str) -> Args:
    """Raises ApiError where the arguments have another name among them."""
    if not isinstance(args, Mapping):
        raise refused(f"Invalid value: {args!r}")
    for name in args:
        if name not in names:
            raise refused(f'Invalid JSON payload received. Unknown name "{name}": Cannot find field.')
    return args


def number(args: Args, name: str, default: int | None = None) -> int:
    value = args.get(name, default)
    if type(value) is not int or value < 0:
        raise refused(f"{name} must be a whole number from 0, not {value!r}.")
    return value


def choice(args: Args, name: str, choices: Collection[str], default: str | None = None) -> str:
    value = default if args.get(name) is None else args[name]
    if value not in choices:
        raise refused(f"Invalid value at '{name}': {value!r}")
    return str(value)


GRID_RANGE = ("sheetId", "startRowIndex", "endRowIndex", "startColumnIndex", "endColumnIndex")


def grid_range(book: Book, args: object) -> tuple[Sheet, Area]:
    """A GridRange: its tab (0 where none is named) and cells; ends that it leaves out stay open."""
    args = known(args, *GRID_RANGE)
    sheet = book.sheet(number(args, "sheetId", 0))
    area = Area(
        number(args, "startRowIndex", 0),
        number(args, "startColumnIndex", 0),
        number(args, "endRowIndex") if "endRowIndex" in args else None,
        number(args, "endColumnIndex") if "endColumnIndex" in args else None,
    )
    return sheet, area


def closed(book: Book, args: object) -> tuple[Sheet, int, int, int, int]:
    """A GridRange with its open ends closed: tab, top, left, bottom, right. Raises ApiError beyond the grid."""
    sheet, area = grid_range(book, args)
    return (sheet, *sheet.within(area))


def span(book: Book, args: object) -> tuple[Sheet, Dimension, int, int]:
    """A DimensionRange: tab, ROWS or COLUMNS, start and end."""
    args = known(args, "sheetId", "dimension", "startIndex", "endIndex")
    sheet = book.sheet(number(args, "sheetId", 0))
    dimension: Dimension = "ROWS" if choice(args, "dimension", ("ROWS", "COLUMNS")) == "ROWS" else "COLUMNS"
    size = sheet.row_count if dimension == "ROWS" else sheet.column_count
    start, end = number(args, "startIndex", 0), number(args, "endIndex", size)
    if end <= start:
        raise refused(f"range.endIndex ({end}) must be greater than range.startIndex ({start}).")
    return sheet, dimension, start, end


def grid_json(sheet_id: int, area: Area) -> dict[str, int]:
    """Undoes `grid_range`."""
    ends = (area.top or None, area.bottom, area.left or None, area.right)
    return {
        "sheetId": sheet_id,
        **{name: end for name, end in zip(GRID_RANGE[1:], ends, strict=True) if end is not None},
    }
