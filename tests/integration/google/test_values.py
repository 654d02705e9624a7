"""Reading and writing blocks of values."""

from typing import Any

import gspread
import pytest
from gspread.exceptions import APIError

from tests.support.google.owner import Owner
from tests.support.google.standin import StandIn

PLAIN = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}


def read(book: gspread.Spreadsheet, *ranges: str, render: str = "UNFORMATTED_VALUE") -> list[list[list[Any]]]:
    answer = book.values_batch_get(list(ranges), {**PLAIN, "valueRenderOption": render})
    return [one.get("values", []) for one in answer["valueRanges"]]


def test_one_call_reads_many_ranges_of_every_form(book: gspread.Spreadsheet, google: StandIn) -> None:
    before = len(google.calls)
    whole, header, keys, below, one = read(
        book, "'members'", "members!1:1", "'members'!A:A", "members!A2:B", "members!B3"
    )
    assert whole == [
        ["member_id", "name", "phone"],
        ["A1", "김철수", "01012345678"],
        ["A2", "이영희", "01087654321"],
    ]
    assert header == whole[:1]
    assert keys == [["member_id"], ["A1"], ["A2"]]
    assert below == [["A1", "김철수"], ["A2", "이영희"]]
    assert one == [["이영희"]]
    assert len(google.calls) == before + 1


def test_an_answer_names_its_ranges_within_the_grid(book: gspread.Spreadsheet) -> None:
    answer = book.values_batch_get(["'members'!A1:ZZ9999", "시트1"])
    assert [one["range"] for one in answer["valueRanges"]] == ["members!A1:Z1000", "'시트1'!A1:Z1000"]


def test_titles_with_quotes_and_marks_are_found(book: gspread.Spreadsheet, owner: Owner) -> None:
    owner.makes_tab("it's !odd: A1", ["key"])
    assert read(book, "'it''s !odd: A1'!A1:A") == [[["key"]]]


def test_a_range_whose_tab_is_not_there_fails_the_whole_call(book: gspread.Spreadsheet) -> None:
    with pytest.raises(APIError, match="Unable to parse range: 'gone'!A1") as refusal:
        read(book, "members", "'gone'!A1")
    assert refusal.value.code == 400


def test_a_range_that_begins_beyond_the_grid_is_refused(book: gspread.Spreadsheet) -> None:
    with pytest.raises(APIError, match=r"exceeds grid limits\. Max rows: 1000, max columns: 26"):
        read(book, "members!A1001:B")


def test_blank_cells_and_rows_at_the_end_are_left_out_and_those_between_are_not(
    book: gspread.Spreadsheet, owner: Owner
) -> None:
    owner.makes_tab("t", ["a", "b", "c"], {"a": 1}, {"b": 2}, {}, {"c": 3})
    owner.clears("t", 5)
    assert read(book, "t", "t!A4:C5") == [[["a", "b", "c"], [1], ["", 2]], []]


def test_values_are_told_formatted_plain_or_as_formulas(book: gspread.Spreadsheet, owner: Owner) -> None:
    owner.makes_tab("t", ["won", "day", "yes", "sum"], {"won": "1,000", "day": "2025-11-23", "yes": "true"})
    owner.types("t", 2, "sum", "=5000*3")
    assert read(book, "t!2:2", render="FORMATTED_VALUE") == [[["1,000", "2025-11-23", "TRUE", "15000"]]]
    assert read(book, "t!2:2") == [[[1000, 45984, True, 15000]]]
    dated = book.values_get("t!2:2", {**PLAIN, "dateTimeRenderOption": "FORMATTED_STRING"})
    assert dated["values"] == [[1000, "2025-11-23", True, 15000]]
    assert read(book, "t!2:2", render="FORMULA") == [[[1000, 45984, True, "=5000*3"]]]


def test_columns_can_be_told_instead_of_rows(book: gspread.Spreadsheet) -> None:
    assert book.worksheet("members").col_values(1) == ["member_id", "A1", "A2"]


def test_raw_text_stays_text_whatever_it_looks_like(book: gspread.Spreadsheet, owner: Owner, google: StandIn) -> None:
    odd = ["=IMPORTXML(1)", "+82 10", "007", "1-2", "TRUE"]
    book.worksheet("members").append_row(odd, value_input_option="RAW")  # type: ignore[arg-type]
    assert read(book, "members!A4:E4") == [[odd]]
    assert google.executed == []


def test_what_is_entered_as_by_a_user_is_parsed_and_its_formulas_are_counted(
    book: gspread.Spreadsheet, google: StandIn
) -> None:
    odd = ["=IMPORTXML(1)", "+82 10", "007", "'007", "1,000원", "yes"]
    book.worksheet("members").append_row(odd, value_input_option="USER_ENTERED")  # type: ignore[arg-type]
    assert read(book, "members!A4:F4") == [[["#N/A", "#ERROR!", 7, "007", "1,000원", "yes"]]]
    assert google.executed == ["=IMPORTXML(1)", "=+82 10"]


def test_an_append_goes_below_the_last_row_and_grows_the_grid(book: gspread.Spreadsheet, owner: Owner) -> None:
    tab = book.worksheet("members")
    answer = tab.append_rows([[f"A{number}"] for number in range(3, 1003)], value_input_option="RAW")  # type: ignore[arg-type]
    assert answer["updates"]["updatedRange"] == "members!A4:A1003"
    assert owner.grid("members").row_count == 1003
    assert owner.keys("members")[-1] == "A1002"


def test_an_append_begins_where_the_rows_above_it_begin(book: gspread.Spreadsheet, owner: Owner) -> None:
    owner.makes_tab("t", ["", "b", "c"], {"b": 1})
    book.worksheet("t").append_row(["x"], value_input_option="RAW")  # type: ignore[arg-type]
    assert read(book, "t!A3:C3") == [[["", "x"]]]


def test_an_update_leaves_what_is_null_and_clears_what_is_blank(book: gspread.Spreadsheet) -> None:
    book.worksheet("members").update([["A9", None, ""]], "A2:C2", raw=True)
    assert read(book, "members!A2:C2") == [[["A9", "김철수"]]]


def test_several_ranges_of_several_tabs_are_updated_at_once_or_not_at_all(
    book: gspread.Spreadsheet, owner: Owner
) -> None:
    data = [{"range": "members!B2", "values": [["박"]]}, {"range": "'시트1'!A1:B1", "values": [["x", 5]]}]
    answer = book.values_batch_update({"valueInputOption": "RAW", "data": data})
    assert (answer["totalUpdatedCells"], owner.cell("members", "A1", "name")) == (3, "박")
    data = [{"range": "members!B2", "values": [["최"]]}, {"range": "gone!A1", "values": [["x"]]}]
    with pytest.raises(APIError):
        book.values_batch_update({"valueInputOption": "RAW", "data": data})
    assert owner.cell("members", "A1", "name") == "박"


def test_writing_beyond_the_grid_or_the_range_is_refused(book: gspread.Spreadsheet) -> None:
    tab = book.worksheet("members")
    with pytest.raises(APIError, match="exceeds grid limits"):
        tab.update([["x"], ["y"]], "A1000", raw=True)
    with pytest.raises(APIError, match="tried writing beyond it"):
        tab.update([["x"], ["y"]], "A1:B1", raw=True)


def test_clearing_takes_the_values_only(book: gspread.Spreadsheet, owner: Owner) -> None:
    owner.types("members", "A1", "phone", "2025-11-23")
    book.worksheet("members").batch_clear(["C2:C3"])
    left = owner.whole_cell("members", "A1", "phone")
    assert (left.value, left.format is not None) == (None, True)


def test_of_a_number_fifteen_digits_are_kept_and_of_a_text_all(book: gspread.Spreadsheet) -> None:
    tab = book.worksheet("members")
    tab.update([[1_763_900_000_123_456, 176_390_000_012_345, 0.1, "1763900000123456"]], "A2:D2", raw=True)
    assert read(book, "members!A2:D2") == [[[1_763_900_000_123_460, 176_390_000_012_345, 0.1, "1763900000123456"]]]
    assert isinstance(read(book, "members!A2")[0][0][0], float)


def test_more_than_fifty_thousand_characters_fit_in_no_cell(book: gspread.Spreadsheet, owner: Owner) -> None:
    tab = book.worksheet("members")
    tab.update([["x" * 50_000]], "B2", raw=True)
    with pytest.raises(APIError, match="maximum of 50000 characters"):
        tab.update([["y" * 50_001]], "B2", raw=True)
    assert owner.cell("members", "A1", "name") == "x" * 50_000
