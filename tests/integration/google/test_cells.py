"""Requests that put cells in place."""

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.integration.google.client import ask, cells, put, text
from tests.support.google.owner import Owner
from tests.support.google.standin import StandIn

VALUE = "userEnteredValue"


@pytest.fixture
def tab(book: gspread.Spreadsheet) -> int:
    """The id of `members`."""
    return book.worksheet("members").id


def append(tab: int, *lines: tuple[str, ...]) -> dict[str, Any]:
    return {"appendCells": {"sheetId": tab, "rows": text(*lines), "fields": VALUE}}


def test_cells_are_put_from_a_corner_on_and_the_rest_stays(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    ask(book, put(tab, 1, 1, ("박", "010"), ("최",)))
    assert owner.rows("members") == [
        {"member_id": "A1", "name": "박", "phone": "010"},
        {"member_id": "A2", "name": "최", "phone": "01087654321"},
    ]


def test_a_range_is_cleared_where_nothing_is_given_for_it(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    ask(book, {"updateCells": {"range": cells(tab, 1, 0, 3, 2), "rows": text(("A9",)), "fields": VALUE}})
    assert owner.rows("members") == [
        {"member_id": "A9", "name": "", "phone": "01012345678"},
        {"member_id": "", "name": "", "phone": "01087654321"},
    ]


def test_the_mask_says_what_of_a_cell_is_touched(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    rule = {"condition": {"type": "BOOLEAN"}}
    cell = {"note": "n", "dataValidation": rule, "userEnteredFormat": {"textFormat": {"bold": True, "italic": True}}}
    start = {"sheetId": tab, "rowIndex": 1, "columnIndex": 1}
    rows = [{"values": [cell]}]
    ask(book, {"updateCells": {"start": start, "rows": rows, "fields": "note,dataValidation,userEnteredFormat"}})
    bold = {"userEnteredFormat": {"textFormat": {"bold": False}}}
    fields = "userEnteredFormat.textFormat.bold"
    ask(book, {"updateCells": {"start": start, "rows": [{"values": [bold]}], "fields": fields}})
    made = owner.whole_cell("members", "A1", "name")
    assert (made.value, made.note, made.validation) == ("김철수", "n", rule)
    assert made.format == {"textFormat": {"bold": False, "italic": True}}


@pytest.mark.parametrize(
    ("value", "held"),
    [
        ({"numberValue": 5000}, 5000),
        ({"numberValue": 0.5}, 0.5),
        ({"boolValue": False}, False),
        ({"stringValue": "=1+1"}, "=1+1"),
        ({"stringValue": "'007"}, "'007"),
        ({}, ""),
    ],
)
def test_a_value_is_held_as_the_kind_that_it_was_given_as(
    book: gspread.Spreadsheet, owner: Owner, google: StandIn, tab: int, value: dict[str, Any], held: object
) -> None:
    request = put(tab, 1, 1, ("",))
    request["updateCells"]["rows"][0]["values"][0][VALUE] = value
    ask(book, request)
    assert owner.cell("members", "A1", "name") == held
    assert google.executed == []


def test_a_formula_that_a_client_brings_in_is_counted(
    book: gspread.Spreadsheet, owner: Owner, google: StandIn, tab: int
) -> None:
    request = put(tab, 1, 1, ("",))
    request["updateCells"]["rows"][0]["values"][0][VALUE] = {"formulaValue": "=2+3"}
    ask(book, request)
    assert (owner.cell("members", "A1", "name"), google.executed) == (5, ["=2+3"])


def test_cells_are_appended_below_the_last_row_with_data(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    owner.types_at("members", 6, 2, "stray")
    ask(book, append(tab, ("A3", "박")))
    assert owner.grid("members").cell(7, 0).value == "A3"


def test_rows_that_only_have_a_format_count_as_blank(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    format_ = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    ask(
        book,
        {"repeatCell": {"range": {"sheetId": tab}, "cell": format_, "fields": "userEnteredFormat"}},
        append(tab, ("A3",)),
    )
    assert owner.keys("members") == ["A1", "A2", "A3"]


def test_an_append_grows_the_grid_by_the_rows_it_lacks_with_the_last_ones_format(
    book: gspread.Spreadsheet, owner: Owner, tab: int
) -> None:
    format_ = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    fit = {"sheetId": tab, "gridProperties": {"rowCount": 3, "columnCount": 3}}
    fields = "gridProperties(rowCount,columnCount)"
    repeat = {"range": cells(tab, 1, 2, 3, 3), "cell": format_, "fields": "userEnteredFormat.numberFormat"}
    ask(book, {"updateSheetProperties": {"properties": fit, "fields": fields}}, {"repeatCell": repeat})
    ask(book, append(tab, ("A3",), ("A4",)))
    assert owner.grid("members").row_count == 5
    owner.types("members", "A4", "phone", "01011112222")
    assert owner.cell("members", "A4", "phone") == "01011112222"


def test_a_drop_down_is_set_and_taken_away(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    rule = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "active"}]}, "showCustomUi": True}
    column = {"sheetId": tab, "startRowIndex": 1, "startColumnIndex": 1, "endColumnIndex": 2}
    ask(book, {"setDataValidation": {"range": column, "rule": rule}})
    assert owner.whole_cell("members", "A2", "name").validation == rule
    ask(book, {"setDataValidation": {"range": column}})
    assert owner.whole_cell("members", "A2", "name").validation is None


def test_of_several_requests_all_are_carried_out_or_none(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    before = owner.version()
    with pytest.raises(
        APIError, match=r"Invalid requests\[2\].updateCells: Attempting to write row: 1000, beyond the last"
    ) as refusal:
        ask(book, put(tab, 1, 1, ("x",)), append(tab, ("A3",)), put(tab, 1000, 0, ("x",)))
    assert refusal.value.code == 400
    assert refusal.value.error["status"] == "INVALID_ARGUMENT"
    assert owner.version() == before


def refusals(tab: int) -> dict[str, dict[str, Any]]:
    whole = {"start": {"sheetId": tab}, "rows": text(("x",)), "fields": VALUE}
    return {
        "Unknown name": {"updateCell": {}},
        "Cannot find field": {"updateCells": {**whole, "row": []}},
        "At least one field": {"updateCells": {**whole, "fields": ""}},
        "Invalid field: value": {"updateCells": {**whole, "fields": "value"}},
        "No grid with id: 77": {"updateCells": {**whole, "start": {"sheetId": 77}}},
        "Exactly one of": {"updateCells": {**whole, "range": cells(tab, 0, 0, 1, 1)}},
        "beyond the last requested row": {
            "updateCells": {"range": cells(tab, 1, 0, 2, 3), "rows": text(("a",), ("b",)), "fields": VALUE}
        },
        "beyond the last requested column": {
            "updateCells": {"range": cells(tab, 1, 0, 2, 1), "rows": text(("a", "b")), "fields": VALUE}
        },
        "exceeds grid limits": {"repeatCell": {"range": cells(tab, 0, 0, 1, 27), "cell": {}, "fields": VALUE}},
        "maximum of 50000": put(tab, 0, 0, ("x" * 50_001,)),
    }


def test_what_the_api_does_not_take_is_refused_with_its_reason(
    book: gspread.Spreadsheet, owner: Owner, tab: int
) -> None:
    before = owner.version()
    for why, request in refusals(tab).items():
        with pytest.raises(APIError, match=why) as refusal:
            ask(book, request)
        assert refusal.value.code == 400
    with pytest.raises(APIError, match="at least one request"):
        ask(book)
    assert owner.version() == before


def test_the_state_after_a_write_can_come_with_its_answer(book: gspread.Spreadsheet, tab: int) -> None:
    more = {"includeSpreadsheetInResponse": True, "responseIncludeGridData": True, "responseRanges": ["members!A2"]}
    answer = book.batch_update({"requests": [put(tab, 1, 0, ("A7",))], **more})
    ((cell,),) = [row["values"] for row in answer["updatedSpreadsheet"]["sheets"][0]["data"][0]["rowData"]]
    assert cell["formattedValue"] == "A7"
