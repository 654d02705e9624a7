"""Protected ranges."""

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.integration.google.client import ask, put
from tests.support.google.owner import Owner
from tests.support.google.signin import EMAIL


@pytest.fixture
def tab(book: gspread.Spreadsheet) -> int:
    """The id of `members`."""
    return book.worksheet("members").id


def protect(book: gspread.Spreadsheet, tab: int, column: int) -> int:
    area = {"sheetId": tab, "startRowIndex": 1, "startColumnIndex": column, "endColumnIndex": column + 1}
    (reply,) = ask(book, {"addProtectedRange": {"protectedRange": {"range": area, "description": "the system's"}}})
    added: int = reply["addProtectedRange"]["protectedRange"]["protectedRangeId"]
    return added


def protected(book: gspread.Spreadsheet) -> list[dict[str, Any]]:
    told = book.fetch_sheet_metadata()["sheets"]
    return [one for sheet in told for one in sheet.get("protectedRanges", [])]


def test_who_protects_a_column_may_still_write_there_and_the_owner_always_may(
    book: gspread.Spreadsheet, owner: Owner, tab: int
) -> None:
    protect(book, tab, 0)
    ask(book, put(tab, 1, 0, ("A7",)))
    owner.types("members", "A7", "member_id", "A8")
    assert owner.keys("members") == ["A8", "A2"]


def test_metadata_tells_what_is_protected_and_for_whom(book: gspread.Spreadsheet, tab: int) -> None:
    added = protect(book, tab, 2)
    assert protected(book) == [
        {
            "protectedRangeId": added,
            "range": {"sheetId": tab, "startRowIndex": 1, "startColumnIndex": 2, "endColumnIndex": 3},
            "description": "the system's",
            "editors": {"users": [EMAIL]},
            "requestingUserCanEdit": True,
        }
    ]


def test_a_protected_column_moves_with_columns_inserted_before_it(
    book: gspread.Spreadsheet, owner: Owner, tab: int
) -> None:
    protect(book, tab, 1)
    owner.inserts_column("members", "member_id", "mine")
    owner.deletes_rows("members", "A2")
    assert protected(book)[0]["range"]["startColumnIndex"] == 2
    owner.deletes_column("members", "name")
    assert protected(book) == []


def test_a_protection_is_changed_and_taken_away(book: gspread.Spreadsheet, tab: int) -> None:
    added = protect(book, tab, 1)
    given = {"protectedRangeId": added, "warningOnly": True, "range": {"sheetId": tab}}
    ask(book, {"updateProtectedRange": {"protectedRange": given, "fields": "warningOnly,range"}})
    (told,) = protected(book)
    assert (told["range"], told["warningOnly"], told["description"]) == ({"sheetId": tab}, True, "the system's")
    ask(book, {"deleteProtectedRange": {"protectedRangeId": added}})
    assert protected(book) == []


def test_what_the_owner_has_protected_nobody_else_writes(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    owner.protects("members", "phone")
    with pytest.raises(APIError, match="trying to edit a protected cell"):
        ask(book, put(tab, 1, 0, ("A7", "박", "010")))
    with pytest.raises(APIError, match="trying to edit a protected cell"):
        ask(book, {"deleteSheet": {"sheetId": tab}})
    ask(book, put(tab, 1, 0, ("A7", "박")))
    assert owner.keys("members") == ["A7", "A2"]
