"""Putting blocks of plain values in place: what is under `/values` and changes something."""

from collections.abc import Sequence
from typing import Any

from tests.support.google import a1, entered
from tests.support.google.book import Book
from tests.support.google.cells import Cell
from tests.support.google.errors import refused
from tests.support.google.grid import Sheet
from tests.support.google.reading import DIMENSIONS, Place, Query, place
from tests.support.google.requests.scene import Args, Scene, choice

INPUTS = ("RAW", "USER_ENTERED")


def update(scene: Scene, text: str, query: Query, body: Args) -> dict[str, Any]:
    return _put(scene, {**body, "range": text}, _option(query, "valueInputOption"))


def batch_update(scene: Scene, body: Args) -> dict[str, Any]:
    made = [_put(scene, data, str(body.get("valueInputOption"))) for data in body.get("data", [])]
    totals = {
        f"totalUpdated{what}": sum(one[f"updated{what}"] for one in made) for what in ("Rows", "Columns", "Cells")
    }
    return {"spreadsheetId": scene.book.id, **totals, "responses": made}


def clear(scene: Scene, ranges: Sequence[str]) -> list[str]:
    """Values go, formats stay. Returns the ranges as they are called."""
    cleared = []
    for text in ranges:
        sheet, top, left, bottom, right = place(scene.book, text, cut=True)
        scene.check(sheet, top, left, bottom, right)
        for at in range(top, min(bottom, sheet.used)):
            row = sheet.row(at)
            sheet.change(at, {c: entered.raw(None, row.cell(c)) for c in range(left, min(right, row.filled))})
        cleared.append(a1.name(sheet.title, top, left, bottom, right))
    return cleared


def append(scene: Scene, text: str, query: Query, body: Args) -> dict[str, Any]:
    """Below the table that ends lowest: it begins at that table's first column, as Google has it."""
    sheet, *_ = place(scene.book, text, cut=True)
    rows = _lines(body)
    end, left = sheet.used, _first_column(sheet)
    if (
        choice({"insert": _option(query, "insertDataOption", "OVERWRITE")}, "insert", ("OVERWRITE", "INSERT_ROWS"))
        == "INSERT_ROWS"
    ):
        sheet.insert("ROWS", end, len(rows), max(end - 1, 0))
    elif end + len(rows) > sheet.row_count:
        sheet.insert("ROWS", sheet.row_count, end + len(rows) - sheet.row_count, sheet.row_count - 1)
    where = f"{a1.quoted(sheet.title)}!{a1.letters_of(left)}{end + 1}"
    updates = _put(scene, {"range": where, "values": rows}, _option(query, "valueInputOption"))
    return {"spreadsheetId": scene.book.id, "updates": updates}


def _first_column(sheet: Sheet) -> int:
    """Of the rows that stand together at the tab's end."""
    first, at = sheet.column_count, sheet.used - 1
    while at >= 0 and sheet.row(at).filled:
        cells = sheet.row(at).cells
        first = min(first, next(column for column, cell in enumerate(cells) if cell.is_filled))
        at -= 1
    return first if first < sheet.column_count else 0


def _option(query: Query, name: str, default: str = "") -> str:
    return query.get(name, [default])[-1]


def _lines(data: Args) -> list[list[Any]]:
    lines = data.get("values", [])
    if not isinstance(lines, list) or not all(isinstance(line, list) for line in lines):
        raise refused("Invalid value at 'data.values'")
    if choice(data, "majorDimension", DIMENSIONS, "ROWS") == "ROWS":
        return lines
    height = max(map(len, lines), default=0)
    return [[line[at] if at < len(line) else None for line in lines] for at in range(height)]


def _put(scene: Scene, data: Args, option: str) -> dict[str, Any]:
    """A value of null leaves its cell, a blank text clears it."""
    option = choice({"valueInputOption": option}, "valueInputOption", INPUTS)
    sheet, top, left, bottom, right = _target(scene.book, data)
    lines = _lines(data)
    scene.check(sheet, top, left, bottom, right)
    for at, line in enumerate(lines, top):
        row = sheet.row(at)
        sheet.change(
            at, {c: _entered(v, row.cell(c), option, scene) for c, v in enumerate(line, left) if v is not None}
        )
    return {
        "spreadsheetId": scene.book.id,
        "updatedRange": a1.name(sheet.title, top, left, bottom, right),
        "updatedRows": sum(any(value is not None for value in line) for line in lines),
        "updatedColumns": max((len(line) for line in lines), default=0),
        "updatedCells": sum(value is not None for line in lines for value in line),
    }


def _target(book: Book, data: Args) -> Place:
    """What the values really cover; a single cell is only where they begin. Raises ApiError."""
    text, lines = str(data.get("range", "")), _lines(data)
    sheet, top, left, bottom, right = place(book, text, cut=False)
    height, width = len(lines), max((len(line) for line in lines), default=0)
    single = (bottom - top, right - left) == (1, 1)
    if not single and (height > bottom - top or width > right - left):
        raise refused(f"Requested writing within range [{text}], but tried writing beyond it.")
    bottom, right = top + max(height, 1), left + max(width, 1)
    if bottom > sheet.row_count or right > sheet.column_count:
        raise sheet.beyond(top, left, bottom, right)
    return sheet, top, left, bottom, right


def _entered(value: object, cell: Cell, option: str, scene: Scene) -> Cell:
    return entered.raw(value, cell) if option == "RAW" else entered.typed(value, cell, scene.hand)
