"""The real gspread, sent to the stand-in instead of to Google."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import gspread
from google.oauth2.service_account import Credentials
from gspread.http_client import HTTPClient
from requests import Response

from tests.support.google.standin import BOOK, StandIn

AUTH = "https://www.googleapis.com/auth/"
SCOPES = (f"{AUTH}spreadsheets", f"{AUTH}drive.metadata.readonly")
SECONDS = 10


def client_of(origin: str) -> type[HTTPClient]:
    """Everything but the host stays as it is."""
    host = urlsplit(origin)

    class Redirected(HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401
            there = urlsplit(endpoint)._replace(scheme=host.scheme, netloc=host.netloc)
            return super().request(method, urlunsplit(there), *args, **kwargs)

    return Redirected


class LocalCredentials(Credentials):
    """Does not ask the real Google beside the sign-in where the account may be used."""

    def _is_regional_access_boundary_lookup_required(self) -> bool:
        return False


def sign_in(google: StandIn, credentials: Path, scopes: tuple[str, ...] = SCOPES) -> gspread.Client:
    account = LocalCredentials.from_service_account_file(str(credentials), scopes=scopes)  # type: ignore[no-untyped-call]
    client = gspread.authorize(account, http_client=client_of(google.origin))
    client.set_timeout(SECONDS)
    return client


def open_book(google: StandIn, folder: Path, spreadsheet_id: str = BOOK) -> gspread.Spreadsheet:
    return sign_in(google, google.credentials(folder / "account.json")).open_by_key(spreadsheet_id)


def text(*lines: tuple[str, ...]) -> list[dict[str, Any]]:
    """Rows of a request, every cell a text."""
    return [{"values": [{"userEnteredValue": {"stringValue": cell}} for cell in line]} for line in lines]


def cells(sheet_id: int, top: int, left: int, bottom: int, right: int) -> dict[str, int]:
    """A GridRange."""
    rows = {"startRowIndex": top, "endRowIndex": bottom}
    return {"sheetId": sheet_id, **rows, "startColumnIndex": left, "endColumnIndex": right}


def put(sheet_id: int, row: int, column: int, *lines: tuple[str, ...]) -> dict[str, Any]:
    """updateCells from there on, values only."""
    start = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    return {"updateCells": {"start": start, "rows": text(*lines), "fields": "userEnteredValue"}}


def ask(book: gspread.Spreadsheet, *requests: dict[str, Any]) -> list[dict[str, Any]]:
    """One batchUpdate; its replies."""
    replies: list[dict[str, Any]] = book.batch_update({"requests": list(requests)})["replies"]
    return replies
