"""Requests about tabs, rows and columns."""

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.integration.google.client import ask, put
from tests.support.google.owner import Owner


@pytest.fixture
def tab(book: gspread.Spreadsheet) -> int:
    """The id of `members`."""
    return book.worksheet("members").id


def span(tab: int, dimension: str, start: int, end: int) -> dict[str, Any]:
    return {"sheetId": tab, "dimension": dimension, "startIndex": start, "endIndex": end}


def test_a_tab_can_be_made_and_filled_in_one_call_under_an_id_of_ones_own(
    book: gspread.Spreadsheet, owner: Owner
) -> None:
    grid = {"rowCount": 2, "columnCount": 2, "frozenRowCount": 1}
    made = {"addSheet": {"properties": {"sheetId": 4711, "title": "config", "gridProperties": grid}}}
    replies = ask(book, made, put(4711, 0, 0, ("key", "value"), ("pin_limit", "5")))
    assert replies[0]["addSheet"]["properties"]["sheetId"] == 4711
    assert owner.rows("config") == [{"key": "pin_limit", "value": "5"}]
    assert owner.grid("config").frozen_rows == 1


def test_two_tabs_of_one_name_or_id_cannot_be(book: gspread.Spreadsheet, tab: int) -> None:
    with pytest.raises(APIError, match='A sheet with the name "Members" already exists'):
        ask(book, {"addSheet": {"properties": {"title": "Members"}}})
    with pytest.raises(APIError, match="already exists"):
        ask(book, {"addSheet": {"properties": {"title": "new", "sheetId": tab}}})


def test_the_last_tab_to_be_seen_cannot_be_deleted_or_hidden(book: gspread.Spreadsheet, tab: int) -> None:
    ask(book, {"deleteSheet": {"sheetId": 0}})
    with pytest.raises(APIError, match="all the visible sheets"):
        ask(book, {"deleteSheet": {"sheetId": tab}})
    properties = {"sheetId": tab, "hidden": True}
    with pytest.raises(APIError, match="hide all the sheets"):
        ask(book, {"updateSheetProperties": {"properties": properties, "fields": "hidden"}})


def test_only_the_properties_that_are_named_change(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    given = {"sheetId": tab, "title": "회원", "gridProperties": {"frozenRowCount": 1}}
    ask(book, {"updateSheetProperties": {"properties": given, "fields": "gridProperties.frozenRowCount"}})
    made = owner.grid("members")
    assert (made.title, made.frozen_rows, made.row_count) == ("members", 1, 1000)


def test_a_smaller_grid_loses_what_lies_beyond(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    given = {"sheetId": tab, "gridProperties": {"rowCount": 2, "columnCount": 2}}
    fields = "gridProperties.rowCount,gridProperties.columnCount"
    ask(book, {"updateSheetProperties": {"properties": given, "fields": fields}})
    assert owner.rows("members") == [{"member_id": "A1", "name": "김철수"}]


def test_rows_and_columns_are_inserted_appended_and_deleted(
    book: gspread.Spreadsheet, owner: Owner, tab: int
) -> None:
    ask(
        book,
        {"insertDimension": {"range": span(tab, "ROWS", 1, 3), "inheritFromBefore": False}},
        {"insertDimension": {"range": span(tab, "COLUMNS", 1, 2), "inheritFromBefore": True}},
        {"appendDimension": {"sheetId": tab, "dimension": "ROWS", "length": 5}},
        {"deleteDimension": {"range": span(tab, "ROWS", 3, 4)}},
    )
    made = owner.grid("members")
    assert (made.row_count, made.column_count) == (1006, 27)
    assert owner.header("members") == ["member_id", "", "name", "phone"]
    assert owner.keys("members") == ["A2"]
    assert made.cell(3, 0).value == "A2"


def test_an_inserted_row_takes_the_format_of_its_neighbour(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    format_ = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    row = {"sheetId": tab, "startRowIndex": 1, "endRowIndex": 2}
    ask(
        book,
        {"repeatCell": {"range": row, "cell": format_, "fields": "userEnteredFormat"}},
        {"insertDimension": {"range": span(tab, "ROWS", 2, 3), "inheritFromBefore": True}},
    )
    owner.types("members", 3, "phone", "010")
    assert owner.cell("members", 3, "phone") == "010"


def test_the_rows_below_a_frozen_header_cannot_all_be_deleted(book: gspread.Spreadsheet, tab: int) -> None:
    given = {"sheetId": tab, "gridProperties": {"frozenRowCount": 1}}
    ask(book, {"updateSheetProperties": {"properties": given, "fields": "gridProperties.frozenRowCount"}})
    with pytest.raises(APIError, match="delete all non-frozen rows"):
        ask(book, {"deleteDimension": {"range": span(tab, "ROWS", 1, 1000)}})
    with pytest.raises(APIError, match="can't delete all the rows"):
        ask(book, {"deleteDimension": {"range": span(tab, "ROWS", 0, 1000)}})


def test_a_column_moves_with_all_its_cells(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    ask(book, {"moveDimension": {"source": span(tab, "COLUMNS", 0, 1), "destinationIndex": 3}})
    assert owner.header("members") == ["name", "phone", "member_id"]
    assert owner.cell("members", "A2", "name") == "이영희"


def test_columns_are_hidden(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    given = {"range": span(tab, "COLUMNS", 2, 3), "properties": {"hiddenByUser": True}, "fields": "hiddenByUser"}
    ask(book, {"updateDimensionProperties": given})
    assert owner.grid("members").hidden_columns == {2}


def test_a_spreadsheet_has_no_more_than_ten_million_cells(book: gspread.Spreadsheet, tab: int) -> None:
    with pytest.raises(APIError, match="above the limit of 10000000 cells"):
        ask(book, {"appendDimension": {"sheetId": tab, "dimension": "ROWS", "length": 400_000}})
