"""What the owner does between our reading and our writing is in the next reading."""

import pytest

from services.sheets_sync.workbook import Cell, Edit, Replaced
from tests.integration.sheets_sync.google.desk import Desk, failure

FIRST: dict[str, Cell] = {"voucher_id": "V1", "member_id": "M1", "remaining_amount": 10000, "sync_mark": 1}
SECOND: dict[str, Cell] = {"voucher_id": "V2", "member_id": "M0", "remaining_amount": 7000, "sync_mark": 2}
SPENT: dict[str, Cell] = {"remaining_amount": 8000, "remaining_amount_synced": 8000, "sync_mark": 3}


@pytest.fixture
def vouchers(desk: Desk) -> Desk:
    desk.add("member_vouchers", FIRST, SECOND)
    desk.clock.pass_by(60)
    return desk


def spend(desk: Desk) -> list[Edit]:
    return desk.write(Edit("member_vouchers", "V1", SPENT, desk.line("member_vouchers", "V1"), 3))


def replaced(desk: Desk) -> Replaced:
    (one,) = desk.read().replaced
    return one


def test_a_top_up_under_our_pen_is_not_lost(vouchers: Desk) -> None:
    vouchers.during_write(lambda: vouchers.owner.types("member_vouchers", "V1", "remaining_amount", 15000))
    spend(vouchers)
    one = replaced(vouchers)
    assert (one.tab, one.key, one.version) == ("member_vouchers", "V1", 3)
    assert one.line == FIRST | {"remaining_amount": 15000}
    assert one.expected == {"remaining_amount": 10000}
    assert one.wrote == SPENT


def test_without_his_hand_in_it_line_and_expectation_agree(vouchers: Desk) -> None:
    spend(vouchers)
    one = replaced(vouchers)
    assert one.line == FIRST
    assert {name: one.line[name] for name in one.expected} == one.expected


def test_when_he_sorts_meanwhile_the_key_tells_which_row_was_hit(vouchers: Desk) -> None:
    vouchers.during_write(lambda: vouchers.owner.sorts("member_vouchers", "member_id"))
    spend(vouchers)
    one = replaced(vouchers)
    assert one.key == "V1"
    assert one.line == SECOND


def test_when_he_deletes_the_row_above_the_key_tells(vouchers: Desk) -> None:
    vouchers.during_write(lambda: vouchers.owner.deletes_rows("member_vouchers", "V1"))
    spend(vouchers)
    assert replaced(vouchers).line["voucher_id"] == "V2"


def test_a_column_he_inserts_meanwhile_tells_what_was_really_hit(vouchers: Desk) -> None:
    vouchers.during_write(lambda: vouchers.owner.inserts_column("member_vouchers", "remaining_amount", "메모"))
    spend(vouchers)
    one = replaced(vouchers)
    assert one.wrote["메모"] == 8000
    assert one.line["remaining_amount"] == 10000
    assert "remaining_amount" not in one.wrote
    assert one.shifted


def test_what_is_put_right_in_a_column_of_his_own_is_no_shift(vouchers: Desk) -> None:
    vouchers.owner.inserts_column("member_vouchers", "remaining_amount", "메모")
    vouchers.write(Edit("member_vouchers", "V1", {"메모": ""}, vouchers.line("member_vouchers", "V1")))
    assert not replaced(vouchers).shifted


def test_a_column_inserted_before_one_of_his_own_is_a_shift(vouchers: Desk) -> None:
    vouchers.owner.inserts_column("member_vouchers", "remaining_amount", "메모")
    line = vouchers.line("member_vouchers", "V1")
    vouchers.during_write(lambda: vouchers.owner.inserts_column("member_vouchers", "메모", "둘째"))
    vouchers.write(Edit("member_vouchers", "V1", {"메모": "x"}, line))
    one = replaced(vouchers)
    assert one.shifted
    assert one.wrote == {"둘째": "x"}


def test_a_formula_of_his_comes_back_as_its_result(vouchers: Desk) -> None:
    vouchers.during_write(
        lambda: vouchers.owner.types("member_vouchers", "V1", "remaining_amount", "=9*2", result=18)
    )
    spend(vouchers)
    assert replaced(vouchers).line["remaining_amount"] == 18


def test_it_is_told_again_until_it_is_forgotten(vouchers: Desk) -> None:
    spend(vouchers)
    one = replaced(vouchers)
    assert replaced(vouchers) == one
    vouchers.restart()
    assert replaced(vouchers) == one
    vouchers.write(seen=[one.id])
    assert vouchers.read().replaced == ()


def test_what_is_written_while_something_is_forgotten_stays(vouchers: Desk) -> None:
    spend(vouchers)
    first = replaced(vouchers)
    line = vouchers.line("member_vouchers", "V2")
    vouchers.write(Edit("member_vouchers", "V2", {"remaining_amount": 0}, line, 4), seen=[first.id])
    assert (replaced(vouchers).key, replaced(vouchers).version) == ("V2", 4)


def test_only_what_is_guarded_is_told(vouchers: Desk) -> None:
    line = vouchers.line("member_vouchers", "V1")
    vouchers.write(Edit("member_vouchers", "V1", {"sync_note": "x"}, line, guarded=False))
    assert vouchers.read().replaced == ()


def test_a_new_row_replaces_nothing(desk: Desk) -> None:
    desk.add("members", {"member_id": "M1"})
    assert desk.read().replaced == ()


def test_no_pin_is_left_lying_about(desk: Desk) -> None:
    desk.add("members", {"member_id": "M1", "name": "김하나"})
    desk.owner.types("members", "M1", "payment_password", "482913")
    desk.write(Edit("members", "M1", {"updated_at": "now"}, desk.line("members", "M1")))
    assert "482913" not in str([row.cells for row in desk.owner.grid("_fbox").rows])
    assert "payment_password" not in replaced(desk).line


def test_a_pin_typed_while_another_is_taken_away_comes_back(desk: Desk) -> None:
    desk.add("members", {"member_id": "M1"})
    desk.owner.types("members", "M1", "payment_password", "111111")
    line = desk.line("members", "M1")
    desk.during_write(lambda: desk.owner.types("members", "M1", "payment_password", "222222"))
    desk.write(Edit("members", "M1", {"payment_password": "set"}, line))
    one = replaced(desk)
    assert one.line["payment_password"] == "222222"
    assert one.expected == {}


def test_a_lost_answer_leaves_no_doubt_in_the_next_reading(vouchers: Desk) -> None:
    vouchers.google.faults.next("lost_after", on={"write"})
    vouchers.during_write(lambda: vouchers.owner.types("member_vouchers", "V1", "remaining_amount", 15000))
    assert failure(lambda: spend(vouchers)).doubtful
    assert vouchers.line("member_vouchers", "V1").cells["remaining_amount"] == 8000
    assert replaced(vouchers).line["remaining_amount"] == 15000


def test_a_write_that_never_arrived_has_replaced_nothing(vouchers: Desk) -> None:
    vouchers.google.faults.next("lost_before", on={"write"})
    assert failure(lambda: spend(vouchers)).doubtful
    assert vouchers.line("member_vouchers", "V1").cells["remaining_amount"] == 10000
    assert vouchers.read().replaced == ()


def test_after_a_lost_answer_the_next_write_keeps_the_journal_of_the_lost_one(vouchers: Desk) -> None:
    vouchers.google.faults.next("lost_after", on={"write"})
    failure(lambda: spend(vouchers))
    spend(vouchers)
    assert [one.line["remaining_amount"] for one in vouchers.read().replaced] == [10000, 8000]


def test_a_new_row_whose_answer_was_lost_is_found_by_its_key(desk: Desk) -> None:
    desk.google.faults.next("lost_after", on={"write"})
    assert failure(lambda: desk.add("event_logs", {"log_id": 7})).doubtful
    assert [line.cells["log_id"] for line in desk.read().sheets["event_logs"].lines] == [7]
