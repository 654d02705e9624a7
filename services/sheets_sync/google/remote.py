"""One spreadsheet's calls, each of them counted once."""

import json
from collections.abc import Callable, Sequence
from typing import TypeVar

from gspread.http_client import HTTPClient
from gspread.urls import SPREADSHEET_BATCH_UPDATE_URL

from services.sheets_sync.google.grids import FIELDS, Grids
from services.sheets_sync.google.orders import Order
from services.sheets_sync.google.reading import Table
from services.sheets_sync.workbook import WorkbookError

T = TypeVar("T")
AS_HELD = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}
JSON = {"Content-Type": "application/json"}


class Remote:
    """Every call raises WorkbookError and nothing else."""

    def __init__(self, http: HTTPClient, spreadsheet: str) -> None:
        self._http = http
        self._id = spreadsheet

    def modified(self) -> str:
        """Drive's: when anything was last changed."""
        return _sense(lambda: str(self._http.get_file_drive_metadata(self._id)["modifiedTime"]))

    def grids(self) -> Grids:
        return _sense(lambda: Grids(self._http.fetch_sheet_metadata(self._id, {"fields": FIELDS})["sheets"]))

    def tables(self, ranges: Sequence[str]) -> list[Table]:
        """Cells as they are held: numbers as numbers, dates as days since 1899-12-30, results of formulas."""
        if not ranges:
            return []

        def ask() -> list[Table]:
            answer = self._http.values_batch_get(self._id, list(ranges), {**AS_HELD})
            return [found.get("values", []) for _, found in zip(ranges, answer["valueRanges"], strict=True)]

        return _sense(ask)

    def change(self, orders: Sequence[Order]) -> Grids:
        """All of it or nothing. Returns the tabs as they are afterwards."""
        body = payload(orders)
        url = SPREADSHEET_BATCH_UPDATE_URL % self._id

        def ask() -> Grids:
            fields = f"updatedSpreadsheet.{FIELDS}"
            answer = self._http.request("post", url, params={"fields": fields}, data=body, headers={**JSON})
            return Grids(answer.json()["updatedSpreadsheet"]["sheets"])

        return _sense(ask, doubtful=True)


def payload(orders: Sequence[Order]) -> bytes:
    body = {"requests": orders, "includeSpreadsheetInResponse": True}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _sense(ask: Callable[[], T], *, doubtful: bool = False) -> T:
    """Something between Google and here may answer in its place: a hotel's sign-in page, a proxy."""
    try:
        return ask()
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise WorkbookError(f"not an answer of Google's ({type(error).__name__})", doubtful=doubtful) from None
