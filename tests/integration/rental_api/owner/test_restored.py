"""A ledger restored from a backup meets a workbook that has gone on: +4 since, whatever way it hears of it."""

from itertools import permutations
from typing import Any

import pytest

from services.rental_api.desk import correct
from services.rental_api.rentals.step import step
from tests.integration.rental_api.owner.workbook import Owner

COUNTS = "member_passes"
PLAIN = {"mark": 900, "cell": 14}
REPLACED = {"mark": 900, "cell": 14, "replaced_by": 1000}
WAYS = (PLAIN, PLAIN, REPLACED, REPLACED)


@pytest.fixture
def restored(owner: Owner) -> Owner:
    """The backup knows of ten uses, marked 100; the sheet has 14, marked 900 by the ledger that is lost."""
    owner.wrote(COUNTS, owner.gym.pass_id, 100, 10)
    owner.send_all()
    return owner


def say(owner: Owner, *ways: dict[str, Any]) -> None:
    for way in ways:
        owner.says(COUNTS, owner.gym.pass_id, **way)


def uses(owner: Owner, times: int) -> None:
    with step(owner.gym.ctx) as one:
        correct(one, owner.gym.pass_id, -times, "used")


def test_what_the_sheet_has_more_is_taken_over_and_the_event_says_why(restored: Owner) -> None:
    say(restored, PLAIN)
    assert restored.gym.balance() == 14
    [said] = restored.told()
    assert said.startswith(f"owner: 횟수권 {restored.gym.pass_id}, +4회 (")
    assert restored.to_be_sent(COUNTS, restored.gym.pass_id)


@pytest.mark.parametrize("ways", sorted(set(permutations(range(4)))))
def test_however_often_and_in_whatever_form_it_is_told_it_counts_once(restored: Owner, ways: tuple[int, ...]) -> None:
    say(restored, *(WAYS[way] for way in ways))
    assert restored.adjusted(restored.gym.pass_id) == [4]


def test_told_again_after_the_sheet_has_this_ledgers_figure_it_counts_no_more(restored: Owner) -> None:
    say(restored, PLAIN)
    restored.wrote(COUNTS, restored.gym.pass_id, 1000, 13)  # a use later
    say(restored, PLAIN, REPLACED)
    assert restored.adjusted(restored.gym.pass_id) == [4]


def test_replaced_before_it_was_read_it_counts_all_the_same(restored: Owner) -> None:
    restored.wrote(COUNTS, restored.gym.pass_id, 1000, 10)
    say(restored, REPLACED, {"mark": 1000, "cell": 10}, REPLACED)
    assert restored.adjusted(restored.gym.pass_id) == [4]


def test_the_owners_change_after_that_counts_from_there(restored: Owner) -> None:
    say(restored, PLAIN, {"mark": 900, "cell": 16}, PLAIN | {"cell": 16})
    assert restored.gym.balance() == 16


def test_what_the_old_ledger_had_heard_of_before_the_backup_is_no_news(restored: Owner) -> None:
    say(restored, PLAIN, {"mark": 100, "cell": 10})
    assert restored.gym.balance() == 14


def test_a_sheet_that_went_on_without_a_change_gets_this_ledgers_mark(restored: Owner) -> None:
    say(restored, PLAIN | {"cell": 10})
    assert (restored.adjusted(restored.gym.pass_id), restored.to_be_sent(COUNTS, restored.gym.pass_id)) == ([], True)


def test_what_the_backup_had_and_the_sheet_not_yet_is_not_taken_off_twice(restored: Owner) -> None:
    uses(restored, 3)
    say(restored, {"mark": (restored.gym.now + 5_000) * 1_000, "cell": 6})  # a use later
    assert restored.gym.balance() == 6


def test_a_pass_that_the_sheet_had_not_heard_of_is_as_the_sheet_says_now(owner: Owner) -> None:
    say(owner, {"mark": (owner.gym.now + 5_000) * 1_000, "cell": 6})
    assert owner.gym.balance() == 6


def test_a_use_after_the_restoring_is_kept(restored: Owner) -> None:
    mark = (restored.gym.now + 5_000) * 1_000
    restored.gym.now += 60_000
    uses(restored, 1)
    say(restored, {"mark": mark, "cell": 8})
    assert restored.gym.balance() == 7


def test_more_taken_than_is_there_is_refused_and_told_once(restored: Owner) -> None:
    say(restored, PLAIN | {"cell": -1}, REPLACED | {"cell": -1}, PLAIN | {"cell": -1})
    assert (restored.gym.balance(), len(restored.told("owner_edit_refused"))) == (10, 1)


def test_a_mark_from_the_future_is_none(restored: Owner) -> None:
    say(restored, PLAIN | {"mark": 2**61}, PLAIN | {"mark": 2**61})
    restored.wrote(COUNTS, restored.gym.pass_id, 1000, 14)
    say(restored, {"mark": None, "cell": 15})
    assert restored.gym.balance() == 15


def test_what_the_lost_ledger_wrote_over_counts_only_by_what_the_owner_had_typed_there(restored: Owner) -> None:
    """From 12 it went on to 14; he had typed 15 over the 12, and that ledger never heard of it."""
    now = restored.gym.now * 1_000
    restored.gym.now += 60_000
    copy = {"mark": now + 1, "cell": 15, "replaced_by": now + 2}
    row = restored.row(COUNTS, restored.gym.pass_id, **copy)
    row["balance"] |= {"believed": 12}
    restored.states(row, restored.row(COUNTS, restored.gym.pass_id, mark=now + 2, cell=14), row)
    assert restored.gym.balance() == 17


def test_what_the_lost_ledger_had_read_before_it_wrote_is_in_its_figure(restored: Owner) -> None:
    """He typed 14 over the backup's 10; that ledger took it over, and wrote its own 14."""
    now = restored.gym.now * 1_000
    restored.gym.now += 60_000
    row = restored.row(COUNTS, restored.gym.pass_id, mark=100, cell=14, replaced_by=now)
    row["balance"] |= {"believed": 14}
    restored.states(row, restored.row(COUNTS, restored.gym.pass_id, mark=now, cell=14), row)
    assert restored.gym.balance() == 14
