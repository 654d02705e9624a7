"""Calls are counted, also by the process that comes after."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.sheets_sync.google.budget import MOST, CallBudget
from services.sheets_sync.workbook import WorkbookError

NOON = 1_800_000_000_000


@dataclass
class FakeClock:
    now: int = NOON

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "calls.json"


def used_up(file: Path, clock: FakeClock) -> CallBudget:
    budget = CallBudget(file, clock)
    for _ in range(MOST):
        budget.take()
    return budget


def refused(budget: CallBudget) -> float:
    with pytest.raises(WorkbookError) as refusal:
        budget.take()
    assert not refusal.value.doubtful
    return refusal.value.wait


def test_one_call_too_many_is_refused_with_the_seconds_to_wait(file: Path, clock: FakeClock) -> None:
    budget = used_up(file, clock)
    clock.now += 20_000
    assert refused(budget) == 40.0


def test_the_oldest_call_makes_room_after_a_minute(file: Path, clock: FakeClock) -> None:
    budget = used_up(file, clock)
    clock.now += 60_000
    budget.take()


def test_calls_spread_over_a_minute_make_room_one_by_one(file: Path, clock: FakeClock) -> None:
    budget = CallBudget(file, clock, most=3)
    for _ in range(3):
        budget.take()
        clock.now += 10_000
    assert refused(budget) == 30.0
    clock.now += 30_000
    budget.take()
    assert refused(budget) == 10.0


def test_the_next_process_counts_on(file: Path, clock: FakeClock) -> None:
    used_up(file, clock)
    assert refused(CallBudget(file, clock)) == 60.0


def test_a_call_is_counted_before_it_is_made(file: Path, clock: FakeClock) -> None:
    CallBudget(file, clock).take()
    assert json.loads(file.read_text()) == [NOON]


def test_a_clock_that_was_set_back_costs_a_minute_and_no_more(file: Path, clock: FakeClock) -> None:
    used_up(file, clock)
    clock.now -= 3_600_000
    budget = CallBudget(file, clock)
    assert refused(budget) == 60.0
    clock.now += 60_000
    budget.take()


@pytest.mark.parametrize("broken", ["", "[1, 2", "{}x", '["a"]', "[null]", "7", "\x00\x00"])
def test_a_broken_file_counts_as_a_full_minute_once(file: Path, clock: FakeClock, broken: str) -> None:
    file.write_text(broken)
    budget = CallBudget(file, clock)
    assert refused(budget) == 60.0
    clock.now += 60_000
    budget.take()
    CallBudget(file, clock).take()


def test_where_no_count_can_be_kept_no_call_is_made(tmp_path: Path, clock: FakeClock) -> None:
    with pytest.raises(WorkbookError, match="counted"):
        CallBudget(tmp_path / "gone" / "calls.json", clock).take()
