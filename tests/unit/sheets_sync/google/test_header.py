"""Column names, wherever they stand."""

from services.sheets_sync.google.header import Header, noted


def test_a_name_ends_at_the_colon() -> None:
    header = Header(["member_id", " name ", "sync_note: a tab left alone: see below"])
    assert header.given == ("member_id", "name", "sync_note")
    assert header.note == "a tab left alone: see below"


def test_without_a_note_there_is_nothing_to_explain() -> None:
    assert Header([noted("")]).note == ""
    assert Header(["name: why"]).note == ""


def test_a_note_is_read_back() -> None:
    assert Header(["key", noted("줄이 없어졌습니다: 3")]).note == "줄이 없어졌습니다: 3"


def test_of_two_columns_with_a_name_the_first_counts() -> None:
    header = Header(["key", "", "name", "name"])
    assert header.at("name") == 2
    assert header.given == ("key", "name", "name")
    assert header.cells(["k", "nameless", "first", "second"]) == {"key": "k", "name": "first"}


def test_blank_cells_and_those_beyond_the_header_are_left_out() -> None:
    assert Header(["a", "b", "c"]).cells([" ", 0, False, "beyond"]) == {"b": 0, "c": False}


def test_a_header_of_numbers_is_read_as_text() -> None:
    assert Header([2026, True]).given == ("2026", "TRUE")
