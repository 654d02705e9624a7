"""What a spreadsheet says of itself."""

from pathlib import Path

import gspread
import pytest
from gspread.exceptions import APIError, SpreadsheetNotFound

from tests.integration.google.client import ask, open_book, put
from tests.support.google.owner import Owner
from tests.support.google.standin import StandIn


def test_a_new_spreadsheet_has_one_tab_of_a_thousand_rows(google: StandIn, tmp_path: Path) -> None:
    google.add("another", "새 시트")
    book = open_book(google, tmp_path, "another")
    (tab,) = book.worksheets()
    assert (tab.title, tab.id, tab.row_count, tab.col_count) == ("시트1", 0, 1000, 26)
    book.client.session.close()


def test_tabs_come_in_their_order_with_what_is_hidden_and_frozen(book: gspread.Spreadsheet) -> None:
    grid = {"rowCount": 5, "columnCount": 3, "frozenRowCount": 1}
    ask(book, {"addSheet": {"properties": {"title": "_fbox", "index": 0, "hidden": True, "gridProperties": grid}}})
    tabs = book.worksheets()
    assert [tab.title for tab in tabs] == ["_fbox", "시트1", "members"]
    assert (tabs[0].isSheetHidden, tabs[0].frozen_row_count, tabs[0].row_count) == (True, 1, 5)


def test_an_unknown_spreadsheet_is_not_found(google: StandIn, tmp_path: Path) -> None:
    with pytest.raises(SpreadsheetNotFound):
        open_book(google, tmp_path, "there-is-none")


def test_a_spreadsheet_that_is_not_shared_is_forbidden(google: StandIn, tmp_path: Path) -> None:
    google.share(None)
    with pytest.raises(PermissionError):
        open_book(google, tmp_path)


def test_who_may_only_read_is_refused_to_write(book: gspread.Spreadsheet, google: StandIn, owner: Owner) -> None:
    google.share("reader")
    assert book.worksheet("members").acell("A2").value == "A1"
    with pytest.raises(APIError, match="does not have permission"):
        ask(book, put(0, 0, 0, ("x",)))


def test_a_project_without_the_sheets_api_is_told_so(book: gspread.Spreadsheet, google: StandIn) -> None:
    google.sheets_enabled = False
    with pytest.raises(APIError, match="has not been used in project"):
        book.worksheets()


def test_fields_say_what_is_wanted(book: gspread.Spreadsheet) -> None:
    told = book.fetch_sheet_metadata({"fields": "sheets.properties(title,gridProperties.rowCount)"})
    titles = ["시트1", "members"]
    assert told == {"sheets": [{"properties": {"title": t, "gridProperties": {"rowCount": 1000}}} for t in titles]}


def test_cells_come_with_formula_format_and_note_where_they_are_asked_for(
    book: gspread.Spreadsheet, owner: Owner
) -> None:
    owner.types("members", "A1", "name", "=2*3")
    told = book.fetch_sheet_metadata({"includeGridData": "true", "ranges": "members!B2"})
    ((cell,),) = [row["values"] for row in told["sheets"][0]["data"][0]["rowData"]]
    assert cell["userEnteredValue"] == {"formulaValue": "=2*3"}
    assert cell["effectiveValue"] == {"numberValue": 6}
    assert cell["formattedValue"] == "6"
