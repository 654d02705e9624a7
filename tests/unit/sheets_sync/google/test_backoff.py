"""How long a failing workbook is left alone."""

import pytest

from services.sheets_sync.backoff import pause


@pytest.mark.parametrize(("failures", "longest"), [(1, 1), (2, 2), (3, 4), (6, 32), (7, 64), (8, 64), (10_000, 64)])
def test_the_longest_wait_doubles_up_to_a_minute(failures: int, longest: float) -> None:
    assert pause(failures, lambda: 1.0) == longest


def test_anything_shorter_may_be_drawn() -> None:
    assert [pause(3, lambda part=part: part) for part in (0.0, 0.25, 0.5)] == [0.0, 1.0, 2.0]  # type: ignore[misc]


def test_what_was_asked_for_comes_on_top() -> None:
    assert pause(2, lambda: 0.5, wanted=30.0) == 31.0


def test_without_a_failure_there_is_only_what_was_asked_for() -> None:
    assert pause(0, lambda: 0.9, wanted=5.0) == 5.0
