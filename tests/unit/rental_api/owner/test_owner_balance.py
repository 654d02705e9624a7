"""The rule by which the owner's change of a balance is merged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.rental_api.rules.owner_balance import Merge, may_be_newer, merge, why_not

NUMBERS = st.integers(-(10**9), 10**9)


def test_a_cell_as_it_was_written_is_no_change() -> None:
    assert merge(10, 0, 10) == Merge(0, 0)


def test_what_was_taken_before_is_not_taken_again() -> None:
    assert merge(10, 3, 15) == Merge(2, 5)


def test_a_change_taken_back_is_given_back() -> None:
    assert merge(10, 5, 10) == Merge(-5, 0)


@given(NUMBERS, st.lists(NUMBERS, min_size=1))
def test_statements_of_a_figure_add_up_to_the_last_of_them(amount: int, cells: list[int]) -> None:
    moved = taken = 0
    for cell in cells:
        one = merge(amount, taken, cell)
        moved, taken = moved + one.delta, one.taken
    assert moved == cells[-1] - amount


@pytest.mark.parametrize(
    ("mark", "newer"), [(None, False), (5, False), (10, False), (11, True), (19, True), (20, False), (2**62, False)]
)
def test_a_strange_mark_is_a_later_figures_only_between_the_last_known_one_and_now(
    mark: int | None, newer: bool
) -> None:
    assert may_be_newer(mark, 10, 20) is newer


@pytest.mark.parametrize(("balance", "delta"), [(3000, -3000), (0, 1), (3000, 10_000_000)])
def test_what_leaves_something_or_nothing_can_be_posted(balance: int, delta: int) -> None:
    assert why_not(balance, delta, "원", "금액") == ""


@pytest.mark.parametrize(("balance", "delta"), [(3000, -3001), (0, -1)])
def test_what_would_leave_less_than_nothing_cannot(balance: int, delta: int) -> None:
    assert f"지금 {balance:,}원" in why_not(balance, delta, "원", "금액")


@pytest.mark.parametrize(("balance", "delta"), [(0, 10_000_001), (20_000_000, -10_000_001), (10**9, 1)])
def test_what_no_operator_may_move_at_once_neither(balance: int, delta: int) -> None:
    assert "한 번에" in why_not(balance, delta, "원", "금액")
