"""Requests that put cells in place: updateCells, appendCells, repeatCell, setDataValidation."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.support.google import entered, masks
from tests.support.google.cells import Cell, Row
from tests.support.google.errors import refused
from tests.support.google.grid import Sheet
from tests.support.google.masks import Tree
from tests.support.google.requests.scene import Args, Scene, closed, known, number

FIELDS = ("userEnteredValue", "userEnteredFormat", "note", "dataValidation")
Reply = dict[str, Any]


def update_cells(scene: Scene, args: Args) -> Reply:
    """From `start`, only the cells that are given; in `range`, the rest of it is cleared of what the mask names."""
    known(args, "rows", "fields", "start", "range")
    rows, mask = _rows(args), masks.fields(args.get("fields"), FIELDS)
    if ("start" in args) == ("range" in args):
        raise refused("Exactly one of start and range must be set.")
    if "start" in args:
        start = known(args["start"], "sheetId", "rowIndex", "columnIndex")
        sheet = scene.book.sheet(number(start, "sheetId", 0))
        _put(scene, sheet, number(start, "rowIndex", 0), number(start, "columnIndex", 0), rows, mask)
        return {}
    sheet, top, left, bottom, right = closed(scene.book, args["range"])
    _put(scene, sheet, top, left, _padded(rows, bottom - top, right - left), mask)
    return {}


def append_cells(scene: Scene, args: Args) -> Reply:
    """Below the last row that has a value; the grid grows by the rows it lacks, never by columns."""
    known(args, "sheetId", "rows", "fields")
    sheet, rows = scene.book.sheet(number(args, "sheetId", 0)), _rows(args)
    at = sheet.used
    lacking = at + len(rows) - sheet.row_count
    if lacking > 0:
        sheet.insert("ROWS", sheet.row_count, lacking, sheet.row_count - 1)
    _put(scene, sheet, at, 0, rows, masks.fields(args.get("fields"), FIELDS))
    return {}


def repeat_cell(scene: Scene, args: Args) -> Reply:
    known(args, "range", "cell", "fields")
    sheet, top, left, bottom, right = closed(scene.book, args.get("range"))
    cell = known(args.get("cell", {}), *FIELDS)
    _put(
        scene,
        sheet,
        top,
        left,
        [[cell] * (right - left)] * (bottom - top),
        masks.fields(args.get("fields"), FIELDS, "cell"),
    )
    return {}


def set_data_validation(scene: Scene, args: Args) -> Reply:
    """Without a rule, the cells have none afterwards."""
    known(args, "range", "rule", "filteredRowsIncluded")
    sheet, top, left, bottom, right = closed(scene.book, args.get("range"))
    cell = {"dataValidation": args["rule"]} if "rule" in args else {}
    _put(scene, sheet, top, left, [[cell] * (right - left)] * (bottom - top), {"dataValidation": {}})
    return {}


def _rows(args: Args) -> list[Sequence[Args]]:
    rows = args.get("rows", [])
    if not isinstance(rows, list):
        raise refused("rows must be a list.")
    return [[known(cell, *FIELDS) for cell in known(row, "values").get("values", [])] for row in rows]


def _padded(rows: list[Sequence[Args]], height: int, width: int) -> list[Sequence[Args]]:
    _fit(rows, 0, 0, height, width)
    padded = [*rows, *([()] * (height - len(rows)))]
    return [[*row, *([{}] * (width - len(row)))] for row in padded]


def _fit(rows: Sequence[Sequence[Args]], top: int, left: int, bottom: int, right: int) -> None:
    """Raises ApiError, in Google's words, where they reach to `bottom` or `right`."""
    if top + len(rows) > bottom:
        raise refused(f"Attempting to write row: {bottom}, beyond the last requested row of: {bottom - 1}")
    if any(left + len(row) > right for row in rows):
        raise refused(f"Attempting to write column: {right}, beyond the last requested column of: {right - 1}")


def _put(scene: Scene, sheet: Sheet, top: int, left: int, rows: Sequence[Sequence[Args]], mask: Tree) -> None:
    _fit(rows, top, left, sheet.row_count, sheet.column_count)
    scene.check(sheet, top, left, top + len(rows), left + max(map(len, rows), default=0))
    if "userEnteredValue" not in mask:
        _dress(scene, sheet, top, left, rows, mask)
        return
    for at, row in enumerate(rows, top):
        if row:
            sheet.put(at, _changed(scene, sheet.row(at), left, row, mask))


def _dress(scene: Scene, sheet: Sheet, top: int, left: int, rows: Sequence[Sequence[Args]], mask: Tree) -> None:
    """A thousand rows that are one and the same are worked out once."""
    made: dict[tuple[int, int], tuple[Row, Row]] = {}
    for at, row in enumerate(rows, top):
        old = sheet.row(at)
        same = (id(old), id(row))
        if same not in made:
            made[same] = old, _changed(scene, old, left, row, mask)
        sheet.put(at, made[same][1])


def _changed(scene: Scene, row: Row, left: int, cells: Sequence[Args], mask: Tree) -> Row:
    return row.changed(
        {column: _cell(scene, row.cell(column), data, mask) for column, data in enumerate(cells, left)}
    )


def _cell(scene: Scene, cell: Cell, data: Mapping[str, Any], mask: Tree) -> Cell:
    if "userEnteredValue" in mask:
        cell = entered.extended(data.get("userEnteredValue"), cell, scene.hand)
    if "userEnteredFormat" in mask:
        dress = masks.merged(cell.format, data.get("userEnteredFormat"), mask["userEnteredFormat"])
        cell = cell._replace(format=dress)
    if "note" in mask:
        cell = cell._replace(note=str(data.get("note", "")))
    if "dataValidation" in mask:
        cell = cell._replace(validation=data.get("dataValidation") or None)
    return cell
