"""The sign-in that google-auth really does."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import gspread
import pytest
import requests
from google.auth.exceptions import RefreshError
from gspread.exceptions import APIError

from tests.integration.google.client import AUTH, ask, put, sign_in
from tests.integration.google.conftest import Clock
from tests.support.google.owner import Owner
from tests.support.google.standin import BOOK, StandIn


@contextmanager
def signed_in(google: StandIn, credentials: Path, *scopes: str) -> Iterator[gspread.Client]:
    client = sign_in(google, credentials, scopes or (f"{AUTH}spreadsheets",))
    try:
        yield client
    finally:
        client.http_client.session.close()


def test_a_signed_request_gets_a_token_that_opens_the_spreadsheet(book: gspread.Spreadsheet, google: StandIn) -> None:
    assert book.title == "F-BOX"
    assert [call.kind for call in google.calls] == ["token", "meta"]


def test_a_key_that_is_not_the_accounts_gets_no_token(google: StandIn, tmp_path: Path) -> None:
    stolen = google.credentials(tmp_path / "account.json", key_name="somebody else's")
    with signed_in(google, stolen) as client, pytest.raises(RefreshError, match="Invalid JWT Signature"):
        client.open_by_key(BOOK)


def test_an_account_that_google_does_not_know_gets_no_token(google: StandIn, tmp_path: Path) -> None:
    unknown = google.credentials(tmp_path / "account.json", email="nobody@fbox-tests.iam.gserviceaccount.com")
    with signed_in(google, unknown) as client, pytest.raises(RefreshError, match="account not found"):
        client.open_by_key(BOOK)


@pytest.mark.parametrize("header", [{}, {"Authorization": "Bearer made-up"}, {"Authorization": "made-up"}])
def test_without_a_token_that_was_given_out_nothing_is_answered(google: StandIn, header: dict[str, str]) -> None:
    answer = requests.get(f"{google.origin}/v4/spreadsheets/{BOOK}", headers=header, timeout=5)
    assert answer.status_code == 401
    assert answer.json()["error"]["status"] == "UNAUTHENTICATED"


def test_a_token_expires_and_the_client_signs_in_again_by_itself(
    book: gspread.Spreadsheet, google: StandIn, clock: Clock
) -> None:
    google.tokens.seconds = 600
    clock.passes(599)
    book.worksheets()
    assert google.tokens.count == 1
    clock.passes(1)
    book.worksheets()
    assert google.tokens.count == 2
    assert [call.status for call in google.calls[-3:]] == [401, 200, 200]


def test_tokens_can_be_taken_back(book: gspread.Spreadsheet, google: StandIn) -> None:
    google.tokens.expire()
    book.worksheets()
    assert google.tokens.count == 2


def test_a_token_for_reading_does_not_write(google: StandIn, owner: Owner, tmp_path: Path) -> None:
    account = google.credentials(tmp_path / "account.json")
    with signed_in(google, account, f"{AUTH}spreadsheets.readonly") as client:
        book = client.open_by_key(BOOK)
        with pytest.raises(APIError, match="insufficient authentication scopes"):
            ask(book, put(0, 0, 0, ("x",)))
