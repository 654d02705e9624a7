"""Rows that are sent though nobody changed them: wanted again, restored, turned by time."""

import pytest

from services.rental_api import sheet_answers, sheet_values
from services.rental_api.ledger import settings_of_owner, sheet_bases, sheet_rows
from services.rental_api.owner.take import take_rows
from services.rental_api.sheet_answers import resend, restore_tab, send_all_again
from services.rental_api.sheet_upkeep import KEEP_MS, Turns, forget_bases
from shared.jobs.ledger import RestoreTab
from shared.queues import LEDGER, SHEETS, open_queue
from tests.support.gym import Gym
from tests.support.workbook_mail import confirm, sent, settle

DAY = 86_400_000


def _names(gym: Gym) -> set[tuple[str, str]]:
    return {(row["tab"], row["key"]) for row in sent(gym)}


def test_a_workbook_that_was_opened_gets_all_that_is_not_confirmed(gym: Gym) -> None:
    rows = sent(gym)
    confirm(gym, rows[1:])
    send_all_again(gym.ctx)
    assert sent(gym) == rows[:1]


def test_a_row_that_is_wanted_is_sent_though_it_was_confirmed(gym: Gym) -> None:
    settle(gym)
    resend(gym.ctx, [{"tab": "members", "key": "A001"}, {"tab": "products", "key": "P-TOWEL"}])
    assert _names(gym) == {("members", "A001"), ("products", "P-TOWEL")}


def test_a_row_the_ledger_never_had_is_not_sent_however_often_it_is_wanted(gym: Gym) -> None:
    settle(gym)
    names = [("members", "nobody"), ("event_logs", "9" * 30), ("device_status", "x"), ("members", "긴" * 500)]
    resend(gym.ctx, [{"tab": tab, "key": key} for tab, key in names])
    assert _names(gym) == set()


def _restore(gym: Gym, tab: str) -> None:
    """As the worker would: what a job leaves of its work comes again by the queue."""
    restore_tab(gym.ctx, RestoreTab(tab))
    queue = open_queue(LEDGER, gym.ctx.jobs_redis)
    while jobs := queue.get_jobs():
        queue.empty()
        for job in jobs:
            restore_tab(gym.ctx, RestoreTab(**job.args[0]))


def _full(gym: Gym) -> None:
    """Something in every tab."""
    gym.price(1000)
    gym.sell("VOUCHER", "voucher", charge_amount=1500)
    gym.sell("SUB", "subscription", daily_limits={"towel": 2})
    voucher, subscription = gym.give("voucher", product_id="VOUCHER"), gym.give("subscription", product_id="SUB")
    for pass_id, amount in ((voucher, 1000), (subscription, 1), (gym.pass_id, 1)):
        gym.rent(f"with {pass_id}", charges=[{"pass_id": pass_id, "amount": amount}])
        gym.hand_out(gym.items()[0])
    with gym.ctx.engine.begin() as conn:
        settings_of_owner.write(conn, gym.ctx.site, "opening", "06:00", gym.now)


def test_each_restored_tab_gets_every_row_it_ever_got(gym: Gym, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_answers, "PAGE", 2)
    _full(gym)
    before = _names(gym)
    gym.now += DAY
    for tab in sheet_values.TABS:
        settle(gym)
        _restore(gym, tab)
        assert _names(gym) == {name for name in before if name[0] == tab} != set()


def test_the_workbook_is_told_of_a_restoring_before_the_rows_come(gym: Gym) -> None:
    restore_tab(gym.ctx, RestoreTab("members"))
    [job] = open_queue(SHEETS, gym.ctx.jobs_redis).get_jobs()
    assert (job.func_name, job.args) == ("shared.jobs.sheets.restore_tab", [{"tab": "members"}])


def test_a_restoring_that_goes_on_is_told_once(gym: Gym) -> None:
    restore_tab(gym.ctx, RestoreTab("members", after="A000"))
    assert open_queue(SHEETS, gym.ctx.jobs_redis).count == 0
    assert ("members", "A001") in _names(gym)


def test_a_rental_under_way_is_not_restored_but_written_when_it_is_over(gym: Gym) -> None:
    gym.rent()
    settle(gym)
    _restore(gym, "rental_history")
    assert _names(gym) == set()
    gym.hand_out(gym.items()[0])
    assert [row["values"]["result"] for row in sent(gym, "rental_history")] == ["complete (1/1)"]


def _status(gym: Gym, key: str) -> list[str]:
    return [row["values"]["status"] for row in sent(gym) if row["key"] == key]


def test_a_pass_is_written_anew_when_it_begins_and_when_it_ends(gym: Gym) -> None:
    key = gym.give("subscription", daily_limits={"towel": 1}, valid_from="2025-11-25T00:00:00Z", valid_days=1)
    turns = Turns()
    told = []
    for _ in range(6):
        turns.mark(gym.ctx)
        told += _status(gym, key)
        settle(gym)
        gym.now += DAY // 2
    assert told == ["pending", "active", "expired"]


def test_a_bonus_whose_parent_ended_is_written_anew(gym: Gym) -> None:
    gym.sell("BONUS", "voucher", charge_amount=500, is_bonus=True, validity_days=7)
    gym.sell("VOUCHER", "voucher", charge_amount=1500, bonus_product_id="BONUS", validity_days=1)
    bonus = gym.bonus_of(gym.give("voucher", product_id="VOUCHER"))
    turns = Turns()
    settle(gym)
    turns.mark(gym.ctx)
    gym.now += DAY
    turns.mark(gym.ctx)
    assert _status(gym, bonus) == ["expired"]


def test_a_pass_that_begins_with_its_grant_is_not_written_twice(gym: Gym) -> None:
    settle(gym)
    gym.now += 1000
    assert Turns().mark(gym.ctx) == 0


def test_what_turned_while_nobody_looked_is_written_after_the_next_start(gym: Gym) -> None:
    key = gym.grant("A001", 3, valid_days=1)
    settle(gym)
    gym.now += 2 * DAY
    assert Turns().mark(gym.ctx) == 1
    assert _status(gym, key) == ["expired"]


def _write_often(gym: Gym, times: int) -> list[int]:
    """The pass's row, each time the workbook has it; its marks."""
    marks = []
    for _ in range(times):
        with gym.ctx.engine.begin() as conn:
            sheet_rows.mark(conn, "member_passes", gym.pass_id)
        rows = sent(gym, "member_passes")
        confirm(gym, rows)
        marks += [row["version"] for row in rows]
    return marks


def _known(gym: Gym, marks: list[int]) -> list[bool]:
    with gym.ctx.reads.begin() as conn:
        found = [sheet_bases.by_mark(conn, "member_passes", gym.pass_id, mark) for mark in marks]
    return [one is not None for one in found]


def test_old_bases_are_forgotten_but_each_rows_last(gym: Gym) -> None:
    marks = _write_often(gym, 3)
    gym.now = marks[-1] // 1000 + KEEP_MS + 1000
    assert forget_bases(gym.ctx) == 2
    assert _known(gym, marks) == [False, False, True]


def test_bases_of_a_year_ago_are_kept(gym: Gym) -> None:
    marks = _write_often(gym, 3)
    gym.now = marks[0] // 1000 + KEEP_MS - 1000
    assert forget_bases(gym.ctx) == 0


def test_a_base_stays_that_was_written_over_lately(gym: Gym) -> None:
    marks = _write_often(gym, 2)
    gym.now = marks[0] // 1000 + KEEP_MS + (marks[1] - marks[0]) // 2000
    assert forget_bases(gym.ctx) == 0


def test_a_base_stays_while_nothing_newer_is_known_to_be_in_the_workbook(gym: Gym) -> None:
    marks = _write_often(gym, 1)
    gym.rent()
    marks += [row["version"] for row in sent(gym, "member_passes")]
    gym.now = marks[-1] // 1000 + KEEP_MS + 1000
    assert forget_bases(gym.ctx) == 0


def test_a_column_of_his_that_comes_back_blank_with_a_restored_tab_is_no_edit(gym: Gym) -> None:
    gym.member("A001", "010-1000-0001", notes="무릎 조심")
    settle(gym)
    _restore(gym, "members")
    row = {"tab": "members", "key": "A001", "digest": "d", "balance": None, "replaced_by": None, "wrote": {}}
    take_rows(gym.ctx, [row | {"cells": {"name": "김하늘", "phone": "010-1000-0001", "notes": ""}}])
    told = next(row for row in sent(gym) if row["key"] == "A001")
    assert told["owner"]["notes"] == {"cell": "무릎 조심", "held": ""}


def test_a_tab_met_for_the_first_time_is_filled_without_a_word_to_the_workbook(gym: Gym) -> None:
    settle(gym)
    open_queue(SHEETS, gym.ctx.jobs_redis).empty()
    restore_tab(gym.ctx, RestoreTab("members", first_met=True))
    assert open_queue(SHEETS, gym.ctx.jobs_redis).count == 0
    assert _names(gym) == {("members", "A001")}
