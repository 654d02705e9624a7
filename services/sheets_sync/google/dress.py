"""How a column of F-BOX's looks: its name, formats, drop-downs, who may write it. Pure."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from services.sheets_sync.google.cells import cell_data, spans
from services.sheets_sync.google.orders import Order, area
from services.sheets_sync.tabs import FLAGS, MARK, SYNCED, Column, Kind, Tab

TEXT = {"type": "TEXT", "pattern": "@"}
FORMATS: dict[Kind, dict[str, str]] = {
    "text": TEXT,
    "pin": TEXT,
    "limits": TEXT,
    "won": {"type": "NUMBER", "pattern": "#,##0"},
    "count": {"type": "NUMBER", "pattern": "0"},
    "day": {"type": "DATE_TIME", "pattern": "yyyy-mm-dd hh:mm:ss"},
}
"""As text a phone number keeps its leading zero. The service writes days as text; the format is for what he types."""
OURS = "F-BOX writes this"


def dressed(tab: Tab, columns: Sequence[Column], sheet: int, first: int, email: str) -> Iterator[Order]:
    """These columns side by side from `first` on, blank so far, in a sheet that has them."""
    yield _names(columns, sheet, first)
    places = list(enumerate(columns, first))
    for kind, group in groupby(places, lambda place: place[1].kind):
        ats = [at for at, _ in group]
        if kind in FORMATS:
            yield _format(FORMATS[kind], area(sheet, 1, None, ats[0], ats[-1] + 1))
    for at, column in places:
        choices = tab.choices.get(column.name, FLAGS if column.kind == "flag" else ())
        if choices:
            yield _drop_down(choices, area(sheet, 1, None, at, at + 1))
    for left, right in spans(at for at, column in places if column.hand == "system"):
        yield protect({"sheetId": sheet, "startColumnIndex": left, "endColumnIndex": right}, email)
    for left, right in spans(at for at, column in places if column.name == MARK or column.name.endswith(SYNCED)):
        yield _hide(sheet, left, right)


def protect(cells: Order, email: str) -> Order:
    """From everybody but the service and the spreadsheet's owner, whom nothing can be forbidden."""
    made = {"range": cells, "description": OURS, "warningOnly": False, "editors": {"users": [email]}}
    return {"addProtectedRange": {"protectedRange": made}}


def _names(columns: Sequence[Column], sheet: int, first: int) -> Order:
    look = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    cells: list[dict[str, Any]] = [cell_data(column.name) | look for column in columns]
    start = {"sheetId": sheet, "rowIndex": 0, "columnIndex": first}
    fields = "userEnteredValue,userEnteredFormat.textFormat.bold"
    return {"updateCells": {"start": start, "rows": [{"values": cells}], "fields": fields}}


def _format(number_format: dict[str, str], cells: Order) -> Order:
    look = {"userEnteredFormat": {"numberFormat": number_format}}
    return {"repeatCell": {"range": cells, "cell": look, "fields": "userEnteredFormat.numberFormat"}}


def _drop_down(choices: Sequence[str], cells: Order) -> Order:
    """Anything else may be typed all the same: it is for the service to say why it does not take it."""
    condition = {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": choice} for choice in choices]}
    rule = {"condition": condition, "strict": False, "showCustomUi": True}
    return {"setDataValidation": {"range": cells, "rule": rule}}


def _hide(sheet: int, left: int, right: int) -> Order:
    columns = {"sheetId": sheet, "dimension": "COLUMNS", "startIndex": left, "endIndex": right}
    return {
        "updateDimensionProperties": {
            "range": columns,
            "properties": {"hiddenByUser": True},
            "fields": "hiddenByUser",
        }
    }
