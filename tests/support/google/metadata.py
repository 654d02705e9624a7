"""`spreadsheets.get`: what the spreadsheet consists of, and its cells in full where they are asked for."""

from collections.abc import Mapping
from typing import Any

from tests.support.google import masks
from tests.support.google.book import Book
from tests.support.google.cells import Cell, Row
from tests.support.google.grid import Sheet
from tests.support.google.reading import Query, place
from tests.support.google.requests import protection, sheets
from tests.support.google.shown import formatted


def get(book: Book, query: Query, email: str, url: str) -> dict[str, Any]:
    """`ranges` choose tabs and cells; `fields` say what of it all is wanted. Raises ApiError."""
    mask = masks.parse(query["fields"][-1]) if "fields" in query else {}
    with_cells = (
        "data" in mask.get("sheets", {}) if mask else query.get("includeGridData", [""])[-1] in {"true", "True"}
    )
    areas = [place(book, text, cut=True) for text in query.get("ranges", [])]
    chosen = [sheet for sheet in book.sheets if not areas or any(area[0] is sheet for area in areas)]
    told = [_sheet(book, sheet, email) for sheet in chosen]
    made = {
        "spreadsheetId": book.id,
        "properties": {"title": book.title, "locale": book.locale, "timeZone": book.zone, "autoRecalc": "ON_CHANGE"},
        "sheets": told,
        "spreadsheetUrl": url,
    }
    if with_cells:
        for one, sheet in zip(told, chosen, strict=True):
            mine = [area[1:] for area in areas if area[0] is sheet] or [(0, 0, sheet.row_count, sheet.column_count)]
            one["data"] = [_data(sheet, *area) for area in mine]
    return masks.pruned(made, mask) if mask else made


def _sheet(book: Book, sheet: Sheet, email: str) -> dict[str, Any]:
    made: dict[str, Any] = {"properties": sheets.json_of(book, sheet)}
    if protected := [protection.json_of(one, email) for one in book.protections(sheet.id)]:
        made["protectedRanges"] = protected
    return made


def _data(sheet: Sheet, top: int, left: int, bottom: int, right: int) -> dict[str, Any]:
    rows = [_row(row, left, right) for row in sheet.rows[top:bottom]]
    hidden = [{"hiddenByUser": True} if at in sheet.hidden_columns else {} for at in range(left, right)]
    starts = {"startRow": top, "startColumn": left}
    return {**{n: at for n, at in starts.items() if at}, "rowData": rows, "columnMetadata": hidden}


def _row(row: Row, left: int, right: int) -> Mapping[str, Any]:
    cells = [_cell(cell) for cell in row.cells[left:right]]
    return {"values": cells} if cells else {}


def _cell(cell: Cell) -> dict[str, Any]:
    """CellData, without what is blank."""
    made: dict[str, Any] = {}
    if cell.is_filled:
        shown = _extended(cell)
        made = {
            "userEnteredValue": {"formulaValue": cell.formula} if cell.formula else shown,
            "effectiveValue": shown,
            "formattedValue": formatted(cell),
        }
    parts = {"userEnteredFormat": cell.format, "note": cell.note, "dataValidation": cell.validation}
    return made | {name: part for name, part in parts.items() if part}


def _extended(cell: Cell) -> dict[str, Any]:
    if isinstance(cell.value, bool):
        return {"boolValue": cell.value}
    if isinstance(cell.value, int | float):
        return {"numberValue": cell.value}
    return {"stringValue": cell.value or ""}
