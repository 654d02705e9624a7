"""Requests that copy, sort, replace and close up."""

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.integration.google.client import ask, cells, put
from tests.support.google.owner import Owner
from tests.support.google.standin import StandIn

MEMORY = 99


@pytest.fixture
def tab(book: gspread.Spreadsheet) -> int:
    """The id of `members`; beside it there is a small hidden tab."""
    grid = {"rowCount": 4, "columnCount": 5}
    made = {"sheetId": MEMORY, "title": "_fbox", "hidden": True, "gridProperties": grid}
    ask(book, {"addSheet": {"properties": made}})
    return book.worksheet("members").id


def copy(source: dict[str, int], destination: dict[str, int], paste: str = "PASTE_VALUES") -> dict[str, Any]:
    return {"copyPaste": {"source": source, "destination": destination, "pasteType": paste}}


def test_a_row_is_copied_to_another_tab_before_it_is_overwritten_in_the_same_call(
    book: gspread.Spreadsheet, owner: Owner, tab: int
) -> None:
    ask(book, copy(cells(tab, 1, 0, 2, 3), cells(MEMORY, 0, 2, 1, 5)), put(tab, 1, 1, ("박",)))
    assert [cell.value for cell in owner.grid("_fbox").row(0).cells] == [None, None, "A1", "김철수", "01012345678"]
    assert owner.cell("members", "A1", "name") == "박"


def test_pasted_values_are_what_formulas_came_to_and_blank_cells_clear(
    book: gspread.Spreadsheet, owner: Owner, google: StandIn, tab: int
) -> None:
    owner.types("members", "A1", "name", "=SUM(B9:B12)", result=15000)
    owner.clears("members", "A1", "phone")
    ask(book, put(MEMORY, 0, 0, ("", "", "old")), copy(cells(tab, 1, 0, 2, 3), cells(MEMORY, 0, 0, 1, 3)))
    made = owner.grid("_fbox").row(0).cells
    assert [(cell.value, cell.formula) for cell in made] == [("A1", ""), (15000, "")]
    assert google.executed == []


def test_a_copy_leaves_the_formats_of_where_it_goes(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    owner.types("members", "A1", "phone", "2025-11-23")
    ask(book, copy(cells(tab, 1, 2, 2, 3), cells(MEMORY, 0, 0, 1, 1)))
    assert (owner.grid("_fbox").cell(0, 0).value, owner.grid("_fbox").cell(0, 0).format) == (45984, None)
    ask(book, copy(cells(tab, 1, 2, 2, 3), cells(MEMORY, 0, 0, 1, 1), "PASTE_NORMAL"))
    assert owner.grid("_fbox").cell(0, 0).format is not None


def test_a_source_fills_a_destination_that_is_a_multiple_of_it(
    book: gspread.Spreadsheet, owner: Owner, tab: int
) -> None:
    ask(book, copy(cells(tab, 1, 0, 2, 1), cells(MEMORY, 0, 0, 2, 2)))
    assert [[cell.value for cell in row.cells] for row in owner.grid("_fbox").rows] == [["A1", "A1"], ["A1", "A1"]]


@pytest.mark.parametrize("where", [(4, 0, 5, 3), (0, 3, 1, 6), (3, 4, 4, 5)])
def test_a_copy_that_would_leave_the_grid_is_refused(
    book: gspread.Spreadsheet, owner: Owner, tab: int, where: tuple[int, int, int, int]
) -> None:
    with pytest.raises(APIError, match="exceeds grid limits"):
        ask(book, put(tab, 1, 1, ("박",)), copy(cells(tab, 1, 0, 2, 3), cells(MEMORY, *where)))
    assert owner.cell("members", "A1", "name") == "김철수"


def test_a_source_beyond_the_grid_is_refused(book: gspread.Spreadsheet, tab: int) -> None:
    with pytest.raises(APIError, match="exceeds grid limits"):
        ask(book, copy(cells(tab, 1000, 0, 1001, 3), cells(MEMORY, 0, 0, 1, 3)))


def test_a_range_is_sorted_numbers_first_and_blank_ones_last(book: gspread.Spreadsheet, owner: Owner) -> None:
    values = ["나", "10", "", "가", "TRUE", "9"]
    owner.makes_tab("t", ["key", "v"], *[{"key": f"K{at}", "v": value} for at, value in enumerate(values)])
    area = {"sheetId": book.worksheet("t").id, "startRowIndex": 1}
    for order, keys in {"ASCENDING": "K5 K1 K3 K0 K4 K2", "DESCENDING": "K4 K0 K3 K1 K5 K2"}.items():
        ask(book, {"sortRange": {"range": area, "sortSpecs": [{"dimensionIndex": 1, "sortOrder": order}]}})
        assert owner.keys("t") == keys.split()


def test_text_is_found_and_replaced(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    (reply,) = ask(book, {"findReplace": {"find": "010", "replacement": "+82-10-", "sheetId": tab}})
    assert reply["findReplace"] == {"sheetsChanged": 1, "valuesChanged": 2, "occurrencesChanged": 2}


def test_cells_close_up_when_a_range_is_deleted(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    ask(book, {"deleteRange": {"range": cells(tab, 1, 0, 2, 1), "shiftDimension": "ROWS"}})
    assert [row["member_id"] for row in owner.rows("members")] == ["A2", ""]
    assert owner.cell("members", "A2", "name") == "김철수"


def test_cells_make_room_when_a_range_is_inserted(book: gspread.Spreadsheet, owner: Owner, tab: int) -> None:
    ask(book, {"insertRange": {"range": cells(tab, 1, 0, 2, 1), "shiftDimension": "ROWS"}})
    assert [row["member_id"] for row in owner.rows("members")] == ["", "A1", "A2"]
