"""Cells as the API takes them, and which go together."""

import pytest

from services.sheets_sync.google.cells import LONGEST, blocks, cell_data, spans
from services.sheets_sync.google.orders import Copy, copy
from services.sheets_sync.workbook import Cell


def entered(cell: Cell) -> dict[str, Cell]:
    told: dict[str, Cell] = cell_data(cell)["userEnteredValue"]
    return told


@pytest.mark.parametrize(
    "text", ["=1+1", "+82", "-5", "@a", "01012345678", "2026-11-28", "TRUE", "'x", "🙂 \u202eע", " "]
)
def test_text_is_text_whatever_it_looks_like(text: str) -> None:
    assert entered(text) == {"stringValue": text}


@pytest.mark.parametrize(("cell", "kind"), [(15000, "numberValue"), (-0.5, "numberValue"), (True, "boolValue")])
def test_numbers_and_flags_keep_their_kind(cell: Cell, kind: str) -> None:
    assert entered(cell) == {kind: cell}


def test_blank_clears() -> None:
    assert cell_data("") == {}


@pytest.mark.parametrize(("text", "fits"), [("a\0b", "ab"), ("\ud800", "?"), ("x" * 50_001, "x" * 50_000)])
def test_what_would_make_google_refuse_the_batch_is_made_to_fit(text: str, fits: str) -> None:
    assert entered(text) == {"stringValue": fits}


def test_a_character_is_never_cut_in_two() -> None:
    assert entered("x" + "🙂" * 30_000)["stringValue"] == "x" + "🙂" * ((LONGEST - 1) // 2)


@pytest.mark.parametrize("number", [float("inf"), 1_764_316_800_000_123, -(10**15)])
def test_a_number_that_a_sheet_cannot_keep_is_text(number: float) -> None:
    assert entered(number) == {"stringValue": str(number)}


def test_neighbours_go_together() -> None:
    cells: dict[tuple[int, int], Cell] = {(5, 1): "a", (5, 2): "b", (6, 1): "c", (6, 2): "d"}
    assert list(blocks(cells)) == [((5, 1), [["a", "b"], ["c", "d"]])]


def test_a_gap_is_never_bridged() -> None:
    cells: dict[tuple[int, int], Cell] = {(5, 1): "a", (5, 3): "b", (7, 1): "c", (6, 3): "d"}
    assert sorted(blocks(cells)) == [((5, 1), [["a"]]), ((5, 3), [["b"], ["d"]]), ((7, 1), [["c"]])]


def test_rows_of_other_columns_start_a_block_of_their_own() -> None:
    cells: dict[tuple[int, int], Cell] = {(1, 1): 1, (1, 2): 2, (2, 2): 3, (3, 1): 4, (3, 2): 5}
    assert sorted(blocks(cells)) == [((1, 1), [[1, 2]]), ((2, 2), [[3]]), ((3, 1), [[4, 5]])]


def test_numbers_become_spans() -> None:
    assert list(spans([9, 4, 5])) == [(4, 6), (9, 10)]


def test_rows_below_each_other_on_both_sides_are_copied_at_once() -> None:
    orders = list(copy([Copy(7, row, 3, 100 + row, 1) for row in (0, 1, 2, 5)], 8))
    sources = [(order["copyPaste"]["source"], order["copyPaste"]["destination"]) for order in orders]
    assert [(source["startRowIndex"], source["endRowIndex"]) for source, _ in sources] == [(0, 3), (5, 6)]
    assert [(there["startRowIndex"], there["endRowIndex"]) for _, there in sources] == [(100, 103), (105, 106)]
