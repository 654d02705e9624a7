"""Requests about whole rows and columns: insert, append, delete, move, hide."""

from typing import Any

from tests.support.google import masks
from tests.support.google.errors import refused
from tests.support.google.grid import Dimension, Sheet
from tests.support.google.requests.protection import shift
from tests.support.google.requests.scene import Args, Scene, choice, known, number, span

Reply = dict[str, Any]


def _size(sheet: Sheet, dimension: Dimension) -> int:
    return sheet.row_count if dimension == "ROWS" else sheet.column_count


def insert_dimension(scene: Scene, args: Args) -> Reply:
    known(args, "range", "inheritFromBefore")
    sheet, dimension, start, end = span(scene.book, args.get("range"))
    if start > _size(sheet, dimension):
        raise refused(f"range.startIndex[{start}] is too large for sheet with {_size(sheet, dimension)} {dimension}")
    before = bool(args.get("inheritFromBefore"))
    if before and start == 0:
        raise refused("inheritFromBefore cannot be true when inserting at index 0.")
    like = start - 1 if before else start if start < _size(sheet, dimension) else None
    sheet.insert(dimension, start, end - start, like)
    shift(scene.book, sheet.id, dimension, start, end - start)
    return {}


def append_dimension(scene: Scene, args: Args) -> Reply:
    """The new ones have the formats of the last one."""
    known(args, "sheetId", "dimension", "length")
    sheet = scene.book.sheet(number(args, "sheetId", 0))
    dimension: Dimension = "ROWS" if choice(args, "dimension", ("ROWS", "COLUMNS")) == "ROWS" else "COLUMNS"
    length = number(args, "length")
    if not length:
        raise refused("length must be greater than 0.")
    size = _size(sheet, dimension)
    sheet.insert(dimension, size, length, size - 1)
    return {}


def delete_dimension(scene: Scene, args: Args) -> Reply:
    known(args, "range")
    sheet, dimension, start, end = span(scene.book, args.get("range"))
    size, what = _size(sheet, dimension), dimension.lower()
    frozen = sheet.frozen_rows if dimension == "ROWS" else sheet.frozen_columns
    if end > size:
        raise refused(f"Cannot delete {what} that do not exist: there are {size}.")
    if end - start == size:
        raise refused(f"You can't delete all the {what} on the sheet.")
    if frozen and start <= frozen and end == size:
        raise refused(f"Sorry, it is not possible to delete all non-frozen {what}.")
    _check(scene, sheet, dimension, start, end)
    sheet.delete(dimension, start, end)
    shift(scene.book, sheet.id, dimension, start, start - end)
    return {}


def move_dimension(scene: Scene, args: Args) -> Reply:
    """To before the one that now has the index `destinationIndex`. Protected ranges stay where they are."""
    known(args, "source", "destinationIndex")
    sheet, dimension, start, end = span(scene.book, args.get("source"))
    to, size = number(args, "destinationIndex"), _size(sheet, dimension)
    if end > size or to > size:
        raise refused("The move reaches beyond the grid.")
    _check(scene, sheet, dimension, start, end)
    order = [at for at in range(size) if not start <= at < end]
    before = sum(at < to for at in order)
    order[before:before] = range(start, end)
    sheet.told.clear()
    if dimension == "ROWS":
        sheet.rows = [sheet.row(at) for at in order]
    else:
        sheet.rows = [row.changed({new: row.cell(old) for new, old in enumerate(order)}) for row in sheet.rows]
    return {}


def update_dimension_properties(scene: Scene, args: Args) -> Reply:
    """Of all the properties only hidden columns are kept."""
    known(args, "range", "properties", "fields", "dataSourceSheetRange")
    sheet, dimension, start, end = span(scene.book, args.get("range"))
    properties = known(args.get("properties", {}), "hiddenByUser", "pixelSize", "developerMetadata")
    mask = masks.fields(args.get("fields"), ("hiddenByUser", "pixelSize", "developerMetadata"))
    if end > _size(sheet, dimension):
        raise refused("The range reaches beyond the grid.")
    if dimension == "COLUMNS" and "hiddenByUser" in mask:
        these = frozenset(range(start, end))
        kept = sheet.hidden_columns - these
        sheet.hidden_columns = kept | these if properties.get("hiddenByUser") else kept
    return {}


def auto_resize_dimensions(scene: Scene, args: Args) -> Reply:
    span(scene.book, known(args, "dimensions").get("dimensions"))
    return {}


def _check(scene: Scene, sheet: Sheet, dimension: Dimension, start: int, end: int) -> None:
    if dimension == "ROWS":
        scene.check(sheet, start, 0, end, sheet.column_count)
    else:
        scene.check(sheet, 0, start, sheet.row_count, end)
