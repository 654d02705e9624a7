"""Which spreadsheet, and where Google is."""

import pytest

from services.sheets_sync.google.address import address_of, moved_to
from services.sheets_sync.google.reading import letters
from shared.config import SettingsError


@pytest.mark.parametrize(
    "url",
    [
        "https://docs.google.com/spreadsheets/d/1aB-c_2",
        "https://docs.google.com/spreadsheets/d/1aB-c_2/edit?gid=0#gid=0",
        "https://docs.google.com/spreadsheets/u/1/d/1aB-c_2/edit",
    ],
)
def test_a_sheet_of_googles(url: str) -> None:
    assert address_of(url) == (None, "1aB-c_2")


def test_a_sheet_on_this_machine_has_all_of_google_beside_it() -> None:
    origin, spreadsheet = address_of("http://127.0.0.1:8123/spreadsheets/d/1aB/edit")
    assert (origin, spreadsheet) == ("http://127.0.0.1:8123", "1aB")
    assert moved_to(origin, "https://www.googleapis.com/drive/v3/files/1aB?a=b") == (
        "http://127.0.0.1:8123/drive/v3/files/1aB?a=b"
    )


def test_without_another_host_an_address_stays() -> None:
    assert moved_to(None, "https://sheets.googleapis.com/v4/x") == "https://sheets.googleapis.com/v4/x"


def test_what_is_no_spreadsheet_is_refused_by_name() -> None:
    with pytest.raises(SettingsError, match=r"^FBOX_SHEETS_URL: "):
        address_of("https://docs.google.com/document/d/1aB")


@pytest.mark.parametrize(("column", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_called_as_the_sheet_calls_them(column: int, name: str) -> None:
    assert letters(column) == name
