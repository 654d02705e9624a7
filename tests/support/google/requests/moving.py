"""Requests that move or copy what stands in cells: copyPaste, sortRange, deleteRange, insertRange."""

from collections.abc import Callable, Sequence
from typing import Any

from tests.support.google.cells import BLANK, Cell
from tests.support.google.errors import refused
from tests.support.google.grid import Sheet
from tests.support.google.requests.scene import Args, Scene, choice, closed, known, number

Reply = dict[str, Any]
Paste = Callable[[Cell, Cell], Cell]
PASTES: dict[str, Paste] = {
    "PASTE_NORMAL": lambda old, new: new,
    "PASTE_VALUES": lambda old, new: old.holding(new.value),
    "PASTE_FORMULA": lambda old, new: old.holding(new.value, new.formula),
    "PASTE_FORMAT": lambda old, new: old._replace(format=new.format, validation=new.validation),
    "PASTE_DATA_VALIDATION": lambda old, new: old._replace(validation=new.validation),
}


def copy_paste(scene: Scene, args: Args) -> Reply:
    """The whole source, and over again where the destination is a multiple of it. References stay as they are."""
    known(args, "source", "destination", "pasteType", "pasteOrientation")
    paste = PASTES[choice(args, "pasteType", PASTES, "PASTE_NORMAL")]
    source, *from_ = closed(scene.book, args.get("source"))
    target, top, left, bottom, right = closed(scene.book, args.get("destination"))
    block = source.block(*from_)
    if choice(args, "pasteOrientation", ("NORMAL", "TRANSPOSE"), "NORMAL") == "TRANSPOSE":
        block = [list(column) for column in zip(*block, strict=True)]
    block = _repeated(block, bottom - top, right - left)
    _paste(scene, target, top, left, block, paste)
    return {}


def _repeated(block: list[list[Cell]], height: int, width: int) -> list[list[Cell]]:
    down, across = len(block), len(block[0]) if block else 0
    if not down or not across:
        raise refused("The source is empty.")
    times_down = height // down if height and height % down == 0 else 1
    times_across = width // across if width and width % across == 0 else 1
    return [row * times_across for row in block] * times_down


def _paste(scene: Scene, sheet: Sheet, top: int, left: int, block: list[list[Cell]], paste: Paste) -> None:
    bottom, right = top + len(block), left + len(block[0])
    if bottom > sheet.row_count or right > sheet.column_count:
        raise sheet.beyond(top, left, bottom, right)
    scene.check(sheet, top, left, bottom, right)
    for at, cells in enumerate(block, top):
        old = sheet.row(at)
        sheet.change(at, {column: paste(old.cell(column), cell) for column, cell in enumerate(cells, left)})


def sort_range(scene: Scene, args: Args) -> Reply:
    known(args, "range", "sortSpecs")
    sheet, top, left, bottom, right = closed(scene.book, args.get("range"))
    scene.check(sheet, top, left, bottom, right)
    rows = sheet.block(top, left, bottom, right)
    for spec in reversed(args.get("sortSpecs", [])):
        known(spec, "dimensionIndex", "sortOrder")
        at = number(spec, "dimensionIndex", 0) - left
        if not 0 <= at < right - left:
            raise refused("A sort's column lies outside of the range.")
        rows = sorted_by(
            rows, at, choice(spec, "sortOrder", ("ASCENDING", "DESCENDING"), "ASCENDING") == "DESCENDING"
        )
    sheet.fill(top, left, rows)
    return {}


def sorted_by(rows: Sequence[list[Cell]], column: int, descending: bool) -> list[list[Cell]]:
    """Numbers before text before TRUE and FALSE; blank ones last, whichever way."""
    blank = [row for row in rows if row[column].value is None]
    filled = [row for row in rows if row[column].value is not None]
    return [*sorted(filled, key=lambda row: _rank(row[column]), reverse=descending), *blank]


def _rank(cell: Cell) -> tuple[int, float, str]:
    value = cell.value
    if isinstance(value, bool):
        return 2, float(value), ""
    if isinstance(value, int | float):
        return 0, float(value), ""
    return 1, 0.0, str(value).casefold()


def delete_range(scene: Scene, args: Args) -> Reply:
    """The cells below or to the right close up; the grid keeps its size."""
    known(args, "range", "shiftDimension")
    sheet, top, left, bottom, right = closed(scene.book, args.get("range"))
    if choice(args, "shiftDimension", ("ROWS", "COLUMNS")) == "ROWS":
        moved = sheet.block(bottom, left, sheet.row_count, right)
        block = [*moved, *_blank(bottom - top, right - left)]
    else:
        rows = sheet.block(top, right, bottom, sheet.column_count)
        block = [[*row, *[BLANK] * (right - left)] for row in rows]
    scene.check(sheet, top, left, top + len(block), left + len(block[0]))
    sheet.fill(top, left, block)
    return {}


def insert_range(scene: Scene, args: Args) -> Reply:
    """What stands there moves down or right; what would fall off the grid must be blank."""
    known(args, "range", "shiftDimension")
    sheet, top, left, bottom, right = closed(scene.book, args.get("range"))
    down = choice(args, "shiftDimension", ("ROWS", "COLUMNS")) == "ROWS"
    end = (sheet.row_count, right) if down else (bottom, sheet.column_count)
    block = sheet.block(top, left, *end)
    if down:
        lost: list[list[Cell]] = block[len(block) - (bottom - top) :]
        block = [*_blank(bottom - top, right - left), *block[: len(block) - (bottom - top)]]
    else:
        lost = [row[len(row) - (right - left) :] for row in block]
        block = [[*[BLANK] * (right - left), *row[: len(row) - (right - left)]] for row in block]
    if any(cell.is_filled for row in lost for cell in row):
        raise refused("This would push cells with data off the grid.")
    scene.check(sheet, top, left, *end)
    sheet.fill(top, left, block)
    return {}


def _blank(height: int, width: int) -> list[list[Cell]]:
    return [[BLANK] * width] * height
