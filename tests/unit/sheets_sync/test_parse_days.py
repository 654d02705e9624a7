"""Days and times as people and spreadsheets write them."""

import pytest

from services.sheets_sync.parse import Unreadable, read_cell
from services.sheets_sync.tabs import Column
from services.sheets_sync.workbook import Cell

FROM = Column("valid_from", "day", "new")

DAYS: list[Cell] = [
    46354,
    46354.0,
    "46354",
    20261128,
    "20261128",
    "2026-11-28",
    "2026. 11. 28",
    "2026. 11. 28.",
    "2026.11.28",
    "26. 11. 28",
    "2026/11/28",
    "2026년 11월 28일",
    "2026년11월28일",
    "26년 11월 28일",
    "2026-11-28 (토)",
    "2026년 11월 28일 토요일",
    "２０２６－１１－２８",
    " 2026-11-28 ",
]
MORNINGS: list[Cell] = [
    46354.375,
    "46354.375",
    46354.37500000001,
    "2026-11-28 09:00:00",
    "2026-11-28 9:00",
    "2026/11/28 9:00",
    "2026-11-28T09:00:00",
    "2026-11-28T09:00:00.000123+09:00",
    "2026. 11. 28 오전 9:00:00",
    "2026. 11. 28. 오전 9:00",
    "2026-11-28 9:00 AM",
    "2026년 11월 28일 9시",
    "2026년 11월 28일 오전 9시 00분 0초",
    "2026-11-28(토) 9:00",
]
NO_DAY: list[Cell] = [
    "2026-02-31",
    "2026-13-01",
    "11/28/2026",
    "26/11/28",
    "28-11-2026",
    "2026-11-28 25:00",
    "2026-11-28 오후 13:00",
    "2026-11-28 9:0000",
    "2026-11-28T00:00:00Z",
    "내일",
    "2026-11",
    5,
    -46354,
    1e12,
    2026,
    float("nan"),
    float("inf"),
    True,
    "=TODAY()",
    "2026-" * 3_000,
]


@pytest.mark.parametrize("cell", DAYS)
def test_a_day_is_read_however_it_is_written(cell: Cell) -> None:
    assert read_cell(FROM, cell) == "2026-11-28"


@pytest.mark.parametrize("cell", MORNINGS)
def test_so_is_a_time(cell: Cell) -> None:
    assert read_cell(FROM, cell) == "2026-11-28 09:00:00"


@pytest.mark.parametrize(("cell", "hour"), [("오전 12:30", "00"), ("오후 12:30", "12"), ("오후 1:30", "13")])
def test_noon_and_midnight_are_told_apart(cell: str, hour: str) -> None:
    assert read_cell(FROM, f"2026-11-28 {cell}") == f"2026-11-28 {hour}:30:00"


def test_midnight_in_words_stays_a_time() -> None:
    assert read_cell(FROM, "2026-11-28 00:00:00") == "2026-11-28 00:00:00"


@pytest.mark.parametrize("cell", NO_DAY, ids=lambda cell: repr(cell)[:20])
def test_what_may_be_another_day_is_asked_back(cell: Cell) -> None:
    assert read_cell(FROM, cell) == Unreadable("valid_from: 날짜를 2026-11-28처럼 적어 주세요.")
