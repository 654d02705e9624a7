"""The real gspread, sent to the stand-in instead of to Google."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import gspread
from gspread.http_client import HTTPClient
from requests import Response

from tests.support.google.standin import BOOK, StandIn

SCOPES = ["https://www.googleapis.com/auth/spreadsheets", "https://www.googleapis.com/auth/drive.metadata.readonly"]
SECONDS = 10


def client_of(origin: str) -> type[HTTPClient]:
    """Everything but the host stays as it is."""
    host = urlsplit(origin)

    class Redirected(HTTPClient):
        def request(self, method: str, endpoint: str, *args: Any, **kwargs: Any) -> Response:  # noqa: ANN401
            there = urlsplit(endpoint)._replace(scheme=host.scheme, netloc=host.netloc)
            return super().request(method, urlunsplit(there), *args, **kwargs)

    return Redirected


def sign_in(google: StandIn, credentials: Path, scopes: list[str] = SCOPES) -> gspread.Client:
    client = gspread.service_account(str(credentials), scopes, client_of(google.origin))
    client.set_timeout(SECONDS)
    return client


def open_book(google: StandIn, folder: Path, spreadsheet_id: str = BOOK) -> gspread.Spreadsheet:
    return sign_in(google, google.credentials(folder / "account.json")).open_by_key(spreadsheet_id)
