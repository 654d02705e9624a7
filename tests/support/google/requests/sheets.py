"""Requests about whole tabs: add, delete, rename, resize, hide."""

from typing import Any

from tests.support.google import masks
from tests.support.google.book import Book
from tests.support.google.errors import refused
from tests.support.google.grid import Sheet
from tests.support.google.requests.scene import Args, Scene, known, number

Reply = dict[str, Any]
GRID = ("rowCount", "columnCount", "frozenRowCount", "frozenColumnCount", "hideGridlines")
ALL_OF_GRID: masks.Tree = {name: {} for name in GRID}
PROPERTIES = (
    "sheetId", "title", "index", "sheetType", "gridProperties", "hidden", "tabColor", "tabColorStyle", "rightToLeft",
)  # fmt: skip


def add_sheet(scene: Scene, args: Args) -> Reply:
    given = known(known(args, "properties").get("properties", {}), *PROPERTIES)
    book = scene.book
    new_id = number(given, "sheetId", book.new_id())
    if any(sheet.id == new_id for sheet in book.sheets):
        raise refused(f"A sheet with the ID {new_id} already exists.")
    sheet = Sheet(new_id, "")
    _rename(book, sheet, str(given.get("title", f"시트{len(book.sheets) + 1}")))
    _resize(sheet, known(given.get("gridProperties", {}), *GRID), ALL_OF_GRID)
    sheet.hidden = bool(given.get("hidden"))
    sheet.colour = given.get("tabColor")
    book.sheets.insert(number(given, "index", len(book.sheets)), sheet)
    return {"addSheet": {"properties": json_of(book, sheet)}}


def delete_sheet(scene: Scene, args: Args) -> Reply:
    book = scene.book
    sheet = book.sheet(number(known(args, "sheetId"), "sheetId", 0))
    if not any(not other.hidden for other in book.sheets if other is not sheet):
        raise refused("You can't remove all the visible sheets in a document.")
    scene.check(sheet, 0, 0, sheet.row_count, sheet.column_count)
    book.sheets.remove(sheet)
    book.protected = [one for one in book.protected if one.sheet_id != sheet.id]
    return {}


def duplicate_sheet(scene: Scene, args: Args) -> Reply:
    known(args, "sourceSheetId", "insertSheetIndex", "newSheetId", "newSheetName")
    book = scene.book
    sheet = book.sheet(number(args, "sourceSheetId", 0)).copy()
    source, sheet.id = sheet.title, number(args, "newSheetId", book.new_id())
    _rename(book, sheet, str(args.get("newSheetName", f"{source}의 사본")))
    book.sheets.insert(number(args, "insertSheetIndex", 0), sheet)
    return {"duplicateSheet": {"properties": json_of(book, sheet)}}


def update_sheet_properties(scene: Scene, args: Args) -> Reply:
    known(args, "properties", "fields")
    given = known(args.get("properties"), *PROPERTIES)
    mask = masks.fields(args.get("fields"), PROPERTIES)
    sheet = scene.book.sheet(number(given, "sheetId", 0))
    if "title" in mask:
        _rename(scene.book, sheet, str(given.get("title", "")))
    if "hidden" in mask:
        _hide(scene.book, sheet, bool(given.get("hidden")))
    if "gridProperties" in mask:
        tree = mask["gridProperties"] or ALL_OF_GRID
        _resize(sheet, known(given.get("gridProperties", {}), *GRID), tree)
    if "tabColor" in mask:
        sheet.colour = given.get("tabColor")
    if "index" in mask:
        scene.book.sheets.remove(sheet)
        scene.book.sheets.insert(number(given, "index", 0), sheet)
    return {}


def update_spreadsheet_properties(scene: Scene, args: Args) -> Reply:
    known(args, "properties", "fields")
    given = args.get("properties", {})
    mask = masks.fields(args.get("fields"), ("title", "locale", "timeZone", "autoRecalc"))
    if "title" in mask:
        scene.book.title = str(given.get("title", ""))
    if "locale" in mask:
        scene.book.locale = str(given.get("locale", ""))
    if "timeZone" in mask:
        scene.book.zone = str(given.get("timeZone", ""))
    return {}


def accept(scene: Scene, args: Args) -> Reply:
    """What only changes how a tab looks: taken, and not kept."""
    return {}


def _rename(book: Book, sheet: Sheet, title: str) -> None:
    if not title:
        raise refused("You must specify a sheet title.")
    taken = book.titled(title)
    if taken and taken is not sheet:
        raise refused(f'A sheet with the name "{title}" already exists. Please enter another name.')
    sheet.title = title


def _hide(book: Book, sheet: Sheet, hidden: bool) -> None:
    if hidden and not any(not other.hidden for other in book.sheets if other is not sheet):
        raise refused("You can't hide all the sheets in a document.")
    sheet.hidden = hidden


def _resize(sheet: Sheet, given: Args, mask: masks.Tree) -> None:
    for name in mask:
        if name not in GRID:
            raise refused(f"Invalid field: {name}")
    sheet.frozen_rows = number(given, "frozenRowCount", 0) if "frozenRowCount" in mask else sheet.frozen_rows
    sheet.frozen_columns = (
        number(given, "frozenColumnCount", 0) if "frozenColumnCount" in mask else sheet.frozen_columns
    )
    rows = number(given, "rowCount", sheet.row_count) if "rowCount" in mask else sheet.row_count
    columns = number(given, "columnCount", sheet.column_count) if "columnCount" in mask else sheet.column_count
    if not rows or not columns:
        raise refused("A sheet must have at least one row and one column.")
    if sheet.frozen_rows >= rows or sheet.frozen_columns >= columns:
        raise refused("You can't freeze all visible rows or columns on the sheet.")
    _fit(sheet, rows, columns)


def _fit(sheet: Sheet, rows: int, columns: int) -> None:
    """What lies beyond a smaller grid is gone."""
    sheet.told.clear()
    del sheet.rows[rows:]
    sheet.row_count = rows
    if columns < sheet.column_count:
        sheet.delete("COLUMNS", columns, sheet.column_count)
    sheet.column_count = columns


def json_of(book: Book, sheet: Sheet) -> dict[str, Any]:
    """SheetProperties; as in Google's, what is false or nought is left out."""
    at = next((at for at, other in enumerate(book.sheets) if other is sheet), len(book.sheets))
    grid = {"rowCount": sheet.row_count, "columnCount": sheet.column_count}
    frozen = {"frozenRowCount": sheet.frozen_rows, "frozenColumnCount": sheet.frozen_columns}
    made: dict[str, Any] = {"sheetId": sheet.id, "title": sheet.title, "index": at, "sheetType": "GRID"}
    made["gridProperties"] = grid | {name: count for name, count in frozen.items() if count}
    if sheet.hidden:
        made["hidden"] = True
    if sheet.colour:
        made["tabColor"] = sheet.colour
    return made
