"""When the file was last changed, as Drive tells it."""

import gspread
import pytest
from gspread.exceptions import APIError

from tests.integration.google.client import ask, put
from tests.integration.google.conftest import Clock
from tests.support.google.owner import Owner
from tests.support.google.standin import StandIn


def changed(book: gspread.Spreadsheet) -> str:
    told: str = book.client.get_file_drive_metadata(book.id)["modifiedTime"]
    return told


def test_every_change_of_anybody_moves_the_time_and_reading_does_not(
    book: gspread.Spreadsheet, owner: Owner, clock: Clock
) -> None:
    first = changed(book)
    book.worksheet("members").get_all_values()
    assert changed(book) == first
    owner.types("members", "A1", "name", "박")
    second = changed(book)
    clock.passes(60)
    ask(book, put(0, 0, 0, ("x",)))
    assert first < second < changed(book) == "2025-11-23T12:14:20.000Z"


def test_what_was_refused_is_no_change(book: gspread.Spreadsheet) -> None:
    first = changed(book)
    with pytest.raises(APIError):
        ask(book, put(0, 5000, 0, ("x",)))
    assert changed(book) == first


def test_drive_learns_of_a_change_later_where_it_lags(
    book: gspread.Spreadsheet, google: StandIn, owner: Owner, clock: Clock
) -> None:
    google.drive_lag_ms = 3000
    clock.passes(10)
    first = changed(book)
    owner.types("members", "A1", "name", "박")
    clock.passes(2.9)
    assert changed(book) == first
    clock.passes(0.1)
    assert changed(book) > first


def test_a_project_without_the_drive_api_is_told_so(book: gspread.Spreadsheet, google: StandIn) -> None:
    google.drive_enabled = False
    with pytest.raises(APIError, match="Google Drive API has not been used in project") as refusal:
        changed(book)
    assert refusal.value.code == 403
    assert refusal.value.error["errors"][0]["reason"] == "accessNotConfigured"


def test_drive_does_not_know_a_file_that_is_not_shared(book: gspread.Spreadsheet, google: StandIn) -> None:
    google.share(None)
    with pytest.raises(APIError, match="File not found") as refusal:
        changed(book)
    assert refusal.value.code == 404
