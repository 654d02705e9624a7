"""The owner in front of his screen."""

from collections.abc import Callable

import pytest

from tests.support.google.owner import Owner
from tests.support.google.standin import StandIn


@pytest.mark.parametrize(
    ("text", "value", "seen"),
    [
        ("01012345678", 1012345678, "1012345678"),
        ("010-1234-5678", "010-1234-5678", "010-1234-5678"),
        ("'01012345678", "01012345678", "01012345678"),
        ("+82 10 1234", "#ERROR!", "#ERROR!"),
        ("+5000", 5000, "5000"),
        ("-3", -3, "-3"),
        ("1,000원", "1,000원", "1,000원"),
        ("1,000", 1000, "1,000"),
        ("₩12,000", 12000, "₩12,000"),
        ("50%", 0.5, "50%"),
        ("1e3", 1000, "1000"),
        ("true", True, "TRUE"),
        ("2025-11-23", 45984, "2025-11-23"),
        ("2025. 11. 23", 45984, "2025-11-23"),
        ("2025-11-23 12:00:00", 45984.5, "2025-11-23 12:00:00"),
        ("2025-02-31", "2025-02-31", "2025-02-31"),
        ("1-2", 45659, "2025-01-02"),
        ("12:00", 0.5, "12:00:00"),
        ("=5000*3", 15000, "15000"),
        ("=1/0", "#DIV/0!", "#DIV/0!"),
        ('=IMPORTXML("http://example.com","//a")', "#N/A", "#N/A"),
        ("=HYPERLINK(A1)", "#NAME?", "#NAME?"),
        ('{"top":1}', '{"top":1}', '{"top":1}'),
        ("", "", ""),
    ],
)
def test_what_he_types_becomes_what_sheets_makes_of_it(owner: Owner, text: str, value: object, seen: str) -> None:
    owner.types("members", "A1", "phone", text)
    assert owner.cell("members", "A1", "phone") == value
    assert owner.shows("members", "A1", "phone") == seen


def test_a_formula_shows_what_the_test_says(owner: Owner, google: StandIn) -> None:
    owner.types("members", "A1", "name", "=VLOOKUP(A2;B:C;2)", result="김")
    cell = owner.whole_cell("members", "A1", "name")
    assert (cell.value, cell.formula) == ("김", "=VLOOKUP(A2;B:C;2)")
    assert google.executed == []


def test_columns_are_found_by_the_first_word_of_their_header(owner: Owner) -> None:
    owner.renames_header("members", "phone", "phone: 숫자만")
    owner.types("members", "A1", "phone", "x")
    assert owner.header("members") == ["member_id", "name", "phone: 숫자만"]
    assert owner.rows("members")[0] == {"member_id": "A1", "name": "김철수", "phone": "x"}


def test_a_row_is_found_by_its_key_wherever_key_and_row_have_gone(owner: Owner) -> None:
    owner.inserts_column("members", "member_id", "mine")
    owner.sorts("members", "member_id", descending=True)
    assert owner.cell("members", "A1", "name") == "김철수"
    assert owner.keys("members") == ["A2", "A1"]


def test_rows_come_at_the_end_or_in_the_middle_with_or_without_a_key(owner: Owner) -> None:
    assert owner.adds_row("members", name="박") == 4
    assert owner.adds_row("members", above="A2", member_id="A9", name="최") == 3
    assert owner.adds_row("members", above=3) == 3
    assert [row["name"] for row in owner.rows("members")] == ["김철수", "최", "이영희", "박"]
    owner.types("members", 6, "member_id", "A3")
    assert owner.cell("members", "A3", "name") == "박"


def test_a_full_grid_grows_when_he_adds_a_row(owner: Owner) -> None:
    owner.types_at("members", 999, 0, "last")
    owner.adds_row("members", member_id="A3")
    assert (owner.keys("members")[-1], owner.grid("members").row_count) == ("A3", 1001)


def test_rows_are_doubled_blanked_and_deleted(owner: Owner) -> None:
    owner.copies_row("members", "A1")
    assert owner.keys("members") == ["A1", "A1", "A2"]
    owner.clears("members", "A1")
    owner.clears("members", "A2", "name")
    assert [row["name"] for row in owner.rows("members")] == ["김철수", ""]
    owner.deletes_rows("members", "A1", "A2")
    assert owner.rows("members") == []


def test_rows_are_deleted_by_the_numbers_that_they_had_together(owner: Owner) -> None:
    owner.adds_row("members", member_id="A3")
    owner.deletes_rows("members", 2, 3)
    assert owner.keys("members") == ["A3"]
    owner.deletes_rows("members", *range(2, owner.grid("members").row_count + 1))
    assert (owner.rows("members"), owner.grid("members").row_count) == ([], 2)


def test_columns_and_tabs_go_and_are_renamed(owner: Owner) -> None:
    owner.deletes_column("members", "name")
    owner.renames_tab("members", "회원")
    assert owner.rows("회원")[0] == {"member_id": "A1", "phone": "01012345678"}
    owner.deletes_tab("회원")
    assert owner.tabs() == ["시트1"]


def test_he_goes_back_to_an_older_version_of_the_whole(owner: Owner) -> None:
    version = owner.version()
    owner.deletes_rows("members", "A1")
    owner.makes_tab("new", ["key"])
    owner.restores(version)
    assert (owner.keys("members"), owner.tabs()) == (["A1", "A2"], ["시트1", "members"])


EDITS_OF_WHAT_IS_NOT_THERE: list[Callable[[Owner], object]] = [
    lambda owner: owner.types("gone", "A1", "name", "x"),
    lambda owner: owner.types("members", "A9", "name", "x"),
    lambda owner: owner.types("members", "A1", "gone", "x"),
    lambda owner: owner.adds_row("members", member_id="A3", gone="x"),
    lambda owner: owner.deletes_rows("members", "A1", "A9"),
    lambda owner: owner.renames_header("members", "gone", "x"),
]


@pytest.mark.parametrize("edit", EDITS_OF_WHAT_IS_NOT_THERE)
def test_an_edit_of_what_is_not_there_changes_nothing(owner: Owner, edit: Callable[[Owner], object]) -> None:
    before = owner.version()
    with pytest.raises(LookupError):
        edit(owner)
    assert owner.version() == before
