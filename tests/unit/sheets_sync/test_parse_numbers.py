"""Won and counts as people and spreadsheets write them."""

import pytest

from services.sheets_sync.parse import Unreadable, read_cell
from services.sheets_sync.tabs import Column
from services.sheets_sync.workbook import Cell

PRICE = Column("price", "won", "owner")
BALANCE = Column("remaining_amount", "won", "balance")
MARK = Column("sync_mark", "count")

TYPED: list[tuple[Cell, int]] = [
    (1000, 1000),
    (1000.0, 1000),
    (99.99999999999, 100),
    ("1000", 1000),
    (" 1,000 ", 1000),
    ("1,000원", 1000),
    ("1,000 원", 1000),
    ("₩1,000", 1000),
    ("￦ 1,000", 1000),
    ("\\1,000", 1000),
    ("1000.0", 1000),
    ("1,234,567.00", 1_234_567),
    ("１，０００", 1000),
    ("1\u00a0000", 1000),
    ("\u200e1000\u202c", 1000),
    ("3개", 3),
    ("30일", 30),
    ("1만원", 10_000),
    ("1만 5천원", 15_000),
    ("5천원", 5_000),
    ("1만5000", 15_000),
    ("007", 7),
    ("+500", 500),
    (0, 0),
]
BELOW_ZERO: list[tuple[Cell, int]] = [
    (-5, -5),
    ("-5", -5),
    ("−1,000원", -1000),
    ("-₩1,000", -1000),
    ("₩-1,000", -1000),
    ("(1,000)", -1000),
]
NO_NUMBER: list[Cell] = [
    "천원",
    "abc",
    "1,00",
    "1,0000",
    "12 34",
    "1.5",
    "1.000",
    "1e3",
    "--5",
    "(5",
    "-(5)",
    "1/2",
    "=1+1",
    "2026-11-28",
    "만",
    "٣",
    0.5,
    float("nan"),
    float("inf"),
    True,
    "TRUE",
    "9" * 5_000,
    "1 " * 5_000,
    "🙂",
]
BIG: list[Cell] = [1_000_000_001, "9999999999", 1e300, -(10**15), 10**5_000]


@pytest.mark.parametrize(("cell", "number"), TYPED)
def test_a_price_is_read_however_it_is_typed(cell: Cell, number: int) -> None:
    assert read_cell(PRICE, cell) == number


@pytest.mark.parametrize(("cell", "number"), BELOW_ZERO)
def test_a_balance_may_be_below_zero(cell: Cell, number: int) -> None:
    assert read_cell(BALANCE, cell) == number


@pytest.mark.parametrize("cell", [cell for cell, _ in BELOW_ZERO])
def test_a_price_may_not(cell: Cell) -> None:
    assert read_cell(PRICE, cell) == Unreadable("price: 0 이상의 숫자로 적어 주세요.")


@pytest.mark.parametrize("cell", NO_NUMBER, ids=lambda cell: repr(cell)[:12])
def test_what_is_no_whole_number_for_certain_is_asked_back(cell: Cell) -> None:
    assert read_cell(PRICE, cell) == Unreadable("price: 소수점 없는 숫자로 적어 주세요 (예: 2000).")


@pytest.mark.parametrize("cell", BIG, ids=lambda cell: str(type(cell)))
def test_a_number_that_no_gym_means_is_refused(cell: Cell) -> None:
    assert read_cell(BALANCE, cell) == Unreadable("remaining_amount: 너무 큰 수입니다.")


def test_five_more_is_not_taken_for_five() -> None:
    found = read_cell(BALANCE, "+5")
    assert isinstance(found, Unreadable)
    assert found.note.startswith("remaining_amount: 더할 값이 아니라")


@pytest.mark.parametrize("cell", [1_795_877_166_123_456, 1_795_877_166_123_456.0, "1795877166123456"])
def test_a_mark_keeps_all_its_digits(cell: Cell) -> None:
    assert read_cell(MARK, cell) == 1_795_877_166_123_456


def test_a_mark_that_a_spreadsheet_rounded_is_no_mark() -> None:
    assert isinstance(read_cell(MARK, "1.79588E+15"), Unreadable)
