"""Whatever stands in a cell is read, written back as it is, and never run."""

import pytest

from services.sheets_sync.workbook import Cell, Edit
from shared.cells import as_text
from tests.integration.sheets_sync.google.desk import Desk

TEXTS = [
    "=1+1", '=IMPORTXML("http://a","//b")', '=HYPERLINK("http://a")', "+82 10", "-5", "@SUM(A1)", "\tx", "＝1", "'=1",
    "'quoted", "x" * 10_000,
    "🙂👨‍👩‍👧 \u202eע مرحبا", 'a "quoted", cell', "two\nlines\r\n", "01012345678", "2026-11-28", "TRUE",
    "1,000원", " spaces ", "#REF!", "{}", "[0]", "sync_note: x", "\\", "null", "1e5", "½",
]  # fmt: skip


def is_same(one: object, other: object) -> bool:
    """A comparison that pytest does not explain: that takes minutes with cells this long."""
    return one == other


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text)[:12])
def test_text_is_written_as_text_and_never_run(desk: Desk, text: str) -> None:
    desk.add("members", {"member_id": "M1", "name": text})
    assert is_same(desk.line("members", "M1").cells["name"], text)
    line = desk.line("members", "M1")
    desk.write(Edit("members", "M1", {"notes": text}, line))
    assert is_same(desk.line("members", "M1").cells["notes"], text)
    assert desk.owner.whole_cell("members", "M1", "notes").formula == ""
    assert desk.google.executed == []


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text)[:12])
def test_what_a_write_replaced_comes_back_as_it_was(desk: Desk, text: str) -> None:
    desk.add("members", {"member_id": "M1", "name": text})
    line = desk.line("members", "M1")
    desk.write(Edit("members", "M1", {"name": "x"}, line))
    (one,) = desk.read().replaced
    assert is_same(one.line["name"], text)
    assert is_same(one.expected, {"name": text})
    assert desk.google.executed == []


def test_a_formula_of_the_owners_is_read_as_what_it_comes_to_and_stays(desk: Desk) -> None:
    desk.add("products", {"product_id": "P1"})
    desk.owner.types("products", "P1", "price", '=IMPORTXML("http://a","//b")', result="#N/A")
    line = desk.line("products", "P1")
    desk.write(Edit("products", "P1", {"updated_at": "now"}, line))
    assert line.cells["price"] == "#N/A"
    assert desk.owner.whole_cell("products", "P1", "price").formula
    assert desk.google.executed == []


@pytest.mark.parametrize("cell", [0, 15000, -1, 0.5, True, False, 999_999_999_999_999])
def test_a_number_stays_a_number_and_a_flag_a_flag(desk: Desk, cell: Cell) -> None:
    desk.add("products", {"product_id": "P1", "price": cell})
    read = desk.line("products", "P1").cells["price"]
    assert (read, type(read)) == (cell, type(cell))


def test_a_mark_keeps_every_digit(desk: Desk) -> None:
    """A sheet keeps fifteen of a number's; the time in microseconds has sixteen."""
    mark = 1_764_316_800_000_123
    desk.add("member_passes", {"pass_id": "P1", "sync_mark": mark})
    assert as_text(desk.line("member_passes", "P1").cells["sync_mark"]) == str(mark)


def test_cells_that_google_would_not_take_do_not_stop_the_others(desk: Desk) -> None:
    desk.add(
        "members",
        {"member_id": "M1", "name": "\ud800", "notes": "nul\0", "phone": "9" * 60_000},
        {"member_id": "M2", "name": "김하나"},
    )
    cells = desk.line("members", "M1").cells
    assert (cells["name"], cells["notes"], len(str(cells["phone"]))) == ("?", "nul", 50_000)
    assert desk.line("members", "M2").cells["name"] == "김하나"


def test_the_largest_cells_there_can_be_are_replaced_and_told(desk: Desk) -> None:
    large: dict[str, Cell] = {"name": "가" * 50_000, "notes": "🙂" * 25_000, "phone": "9" * 50_000}
    desk.add("members", {"member_id": "M1", **large})
    desk.write(Edit("members", "M1", dict.fromkeys(large, "x"), desk.line("members", "M1")))
    (one,) = desk.read().replaced
    assert is_same({name: one.line[name] for name in large}, large)
    assert is_same(one.expected, large)
