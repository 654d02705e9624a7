"""How long a wait is, and when the next one begins."""

import pytest

from services.rental_api.rules.waits import (
    LOOKUPS_AT_KIOSK,
    PINS_AT_KIOSK,
    PINS_OF_MEMBER,
    Limit,
    left_before_wait,
    wait_after,
    waits,
)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (PINS_OF_MEMBER, [0, 0, 0, 0, 30, 60, 120, 240, 480, 900]),
        (PINS_AT_KIOSK, [0] * 12 + [10, 20, 40, 80, 160, 300]),
        (LOOKUPS_AT_KIOSK, [0] * 10 + [5, 10, 20, 40, 80, 160, 300]),
    ],
)
def test_a_wait_doubles_up_to_its_longest(limit: Limit, expected: list[int]) -> None:
    assert waits(limit) == expected


@pytest.mark.parametrize(("failures", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (10, 900), (1000, 900)])
def test_the_longest_wait_holds_for_every_later_failure(failures: int, seconds: int) -> None:
    assert wait_after(PINS_OF_MEMBER, failures) == seconds


@pytest.mark.parametrize(("failures", "left"), [(1, 4), (4, 1), (5, 0), (9, 0)])
def test_what_is_left_counts_down_to_the_wait(failures: int, left: int) -> None:
    assert left_before_wait(PINS_OF_MEMBER, failures) == left
