"""Text, flags, limits and PINs; and that nothing typed into a cell stops the service."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.sheets_sync.parse import Unreadable, read_cell, read_row
from services.sheets_sync.tabs import TABS, Column
from services.sheets_sync.workbook import Cell, Line

NAME = Column("name", "text", "owner")
NOTES = Column("notes", "text", "owner")
PHONE = Column("phone", "text", "owner")
ENABLED = Column("enabled", "flag", "owner")
LIMITS = Column("daily_limits", "limits", "owner")
PIN = Column("payment_password", "pin", "owner")
ALL = {"top": 1, "pants": 1, "towel": 2}


def note(column: Column, cell: Cell, choices: tuple[str, ...] = ()) -> str:
    found = read_cell(column, cell, choices)
    assert isinstance(found, Unreadable)
    return found.note


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (" 김하나 ", "김하나"),
        (unicodedata.normalize("NFD", "김하나"), "김하나"),
        ("🏋️‍♀️ 회원", "🏋️‍♀️ 회원"),
        ("\u202eעברית\u202c", "\u202eעברית\u202c"),
        ("김\x00하\x07나", "김하나"),
        ("\ufeff김하나\u200b", "김하나"),
        ("\ud83d김", "김"),
        ("김\r\n하나\t님", "김 하나 님"),
        ("=1+1", "=1+1"),
        ('=IMPORTXML("http://x.example","//a")', '=IMPORTXML("http://x.example","//a")'),
        (True, "TRUE"),
        (105, "105"),
        (3.5, "3.5"),
        ("\x00", ""),
        ("\x08\xad", ""),
    ],
)
def test_a_name_is_text_whatever_it_looks_like(cell: Cell, text: str) -> None:
    assert read_cell(NAME, cell) == text


def test_lines_stay_in_notes() -> None:
    assert read_cell(NOTES, "한 줄\r\n두 줄\n") == "한 줄\n두 줄"


def test_a_name_has_80_characters_at_most() -> None:
    assert read_cell(NAME, "가" * 80) == "가" * 80
    assert note(NAME, "가" * 81) == "name: 너무 깁니다. 80자까지 적을 수 있습니다."


def test_notes_have_1000_characters_at_most() -> None:
    assert read_cell(NOTES, "가" * 1_000) == "가" * 1_000
    assert note(NOTES, "가" * 10_000) == "notes: 너무 깁니다. 1,000자까지 적을 수 있습니다."


@pytest.mark.parametrize("cell", [1012345678, 1012345678.0, "1012345678", "1012345678.0", " 1012345678"])
def test_a_phone_that_became_a_number_is_its_digits(cell: Cell) -> None:
    assert read_cell(PHONE, cell) == "1012345678"


def test_a_phone_whose_digits_are_gone_is_asked_back() -> None:
    assert "작은따옴표" in note(PHONE, "1.01235E+09")


@pytest.mark.parametrize("cell", ["#N/A", "#REF!", "#NAME?", "#DIV/0!", "Loading..."])
def test_a_formula_without_a_result_is_no_name(cell: str) -> None:
    assert note(NAME, cell) == "name: 수식에 오류가 있습니다. 값을 직접 적어 주세요."


def test_a_choice_may_be_written_in_capitals() -> None:
    assert read_cell(Column("status"), " ACTIVE", ("active", "inactive")) == "active"
    assert read_cell(Column("status"), "", ("active", "inactive")) == ""
    assert note(Column("status"), "활동", ("active", "inactive")) == "status: active, inactive 중 하나로 적어 주세요."


@pytest.mark.parametrize(
    "cell", [True, "TRUE", "true", 1, 1.0, "1", "예", "O", "ㅇ", "Y", "사용", "사용 중", "✔️", "Ｏ"]
)
def test_yes(cell: Cell) -> None:
    assert read_cell(ENABLED, cell) is True


@pytest.mark.parametrize("cell", [False, "FALSE", 0, 0.0, "0", "아니오", "X", "N", "미사용", "사용 안 함", "❌"])
def test_no(cell: Cell) -> None:
    assert read_cell(ENABLED, cell) is False


@pytest.mark.parametrize("cell", [2, "글쎄", "=TRUE()", 0.5])
def test_perhaps(cell: Cell) -> None:
    assert note(ENABLED, cell) == "enabled: TRUE 또는 FALSE로 적어 주세요."


@pytest.mark.parametrize(
    "cell",
    [
        '{"top":1,"pants":1,"towel":2}',
        "{“top”: 1, “pants”: 1, “towel”: 2}",
        "｛＂ｔｏｐ＂：１，＂ｐａｎｔｓ＂：１，＂ｔｏｗｅｌ＂：２｝",
        "{'top': 1, 'pants': 1, 'towel': 2,}",
        "top: 1\npants: 1\ntowel: 2",
        "상의 1, 하의 1, 수건 2장",
        '{"top":1,"pants":1,"towel":2,"sweat_towel":0}',
    ],
)
def test_limits_are_read_however_a_word_processor_left_them(cell: str) -> None:
    assert read_cell(LIMITS, cell) == ALL


@pytest.mark.parametrize(
    "cell",
    ["{}", '{"top":0}', '{"top":11}', '{"top":-1}', '{"top":1,"top":2}', '{"socks":1}', "[1]", 3, True, "{" * 9_000],
    ids=repr,
)
def test_limits_that_are_none_are_asked_back(cell: Cell) -> None:
    assert note(LIMITS, cell).startswith('daily_limits: {"top":1,')


@pytest.mark.parametrize(
    ("cell", "pin"),
    [
        ("123456", "123456"),
        (123456, "123456"),
        (123456.0, "123456"),
        ("012345", "012345"),
        ("１２３４５６", "123456"),
        ("123 456", "123456"),
        ("set", "set"),
        ("SET ", "set"),
        ("", ""),
    ],
)
def test_a_pin_is_six_digits_or_says_that_there_is_one(cell: Cell, pin: str) -> None:
    assert read_cell(PIN, cell) == pin


def test_a_pin_whose_zero_a_number_cell_ate_is_explained() -> None:
    assert note(PIN, 12345.0).startswith("payment_password: 스프레드시트가 맨 앞의 0을 지웠습니다. ")
    assert "'012345" in note(PIN, 0)


@pytest.mark.parametrize("cell", ["12345", "1234567", "abcdef", 1234567, -12345, 12345.6, True, "٠١٢٣٤٥"])
def test_a_note_never_tells_a_pin(cell: Cell) -> None:
    told = note(PIN, cell)
    assert told.startswith("payment_password: 여섯 자리 숫자로 적어 주세요.")
    assert str(cell) not in told.replace("012345", "")


def test_a_row_has_what_its_header_has() -> None:
    tab = TABS["products"]
    line = Line(0, {"product_id": "P-1", "price": "2천원", "enabled": "글쎄", "생일": "3월"})
    found = read_row(tab, ("생일", "product_id", "price", "enabled", "display_order"), line)
    assert found.values == {"product_id": "P-1", "price": 2000, "display_order": ""}
    assert found.notes == {"enabled": "enabled: TRUE 또는 FALSE로 적어 주세요."}


def test_a_long_note_of_our_own_is_no_trouble() -> None:
    told = read_row(TABS["config"], ("key", "sync_note"), Line(0, {"key": "a", "sync_note": "x" * 5_000}))
    assert told.notes == {}


ANY_TEXT = st.text(st.characters(codec=None, max_codepoint=sys.maxunicode, exclude_categories=()))
SPREADSHEETISH = st.text("0123456789,.:-+ /()₩원년월일만천오전오후TE{}[]\"'“”=#\\\x00\u202e\n\r", max_size=60)
CELLS = st.one_of(ANY_TEXT, SPREADSHEETISH, st.integers(), st.floats(), st.booleans())
COLUMNS = sorted({column for tab in TABS.values() for column in tab.columns}, key=repr)


@given(st.sampled_from(COLUMNS), CELLS)
def test_nothing_that_is_typed_is_fatal(column: Column, cell: Cell) -> None:
    found = read_cell(column, cell)
    if isinstance(found, Unreadable):
        assert found.note.startswith(f"{column.name}: ")
    elif isinstance(found, str):
        found.encode()


@given(st.sampled_from(COLUMNS), CELLS)
def test_what_was_read_reads_the_same_again(column: Column, cell: Cell) -> None:
    found = read_cell(column, cell)
    if isinstance(found, str | int):
        assert read_cell(column, found) == found
