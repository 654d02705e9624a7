"""The owner's change of a balance is taken over once, as a change, whoever else moved it meanwhile."""

from collections.abc import Callable

import pytest

from services.rental_api.ledger import sheet_bases
from tests.integration.rental_api.owner.workbook import Owner
from tests.support.gym import TOWELS, Gym

DAY = 24 * 3600
VOUCHERS, COUNTS = "member_vouchers", "member_passes"


@pytest.fixture
def pass_id(owner: Owner) -> str:
    """Ten uses; the sheet has had them, marked 100."""
    owner.wrote(COUNTS, owner.gym.pass_id, 100, 10)
    owner.send_all()
    return owner.gym.pass_id


@pytest.fixture
def voucher(owner: Owner) -> str:
    """3,000 won; the sheet has had them, marked 100."""
    voucher = owner.gym.give("voucher", amount=3000)
    owner.wrote(VOUCHERS, voucher, 100, 3000)
    owner.send_all()
    return voucher


def test_a_cell_as_it_was_written_changes_nothing(owner: Owner, pass_id: str) -> None:
    assert owner.says(COUNTS, pass_id, mark=100, cell=10) == {}
    assert (owner.gym.kinds(), owner.to_be_sent(COUNTS, pass_id)) == (["grant"], False)


def test_a_change_is_one_entry_and_told_in_words(owner: Owner, voucher: str) -> None:
    assert owner.says(VOUCHERS, voucher, mark=100, cell=8000) == {}
    assert (owner.gym.balance(voucher), owner.adjusted(voucher)) == (8000, [5000])
    assert owner.told() == [f"owner: 금액권 {voucher}, +5,000원"]
    assert owner.to_be_sent(VOUCHERS, voucher)


def test_uses_are_counted_in_times(owner: Owner, pass_id: str) -> None:
    owner.says(COUNTS, pass_id, mark=100, cell=8)
    assert owner.told() == [f"owner: 횟수권 {pass_id}, -2회"]


def test_a_change_told_again_counts_once(owner: Owner, pass_id: str) -> None:
    for _ in range(3):
        owner.says(COUNTS, pass_id, mark=100, cell=15)
    owner.repeats()
    assert owner.adjusted(pass_id) == [5]


def test_five_more_while_two_were_used_is_three_more(make_gym: Callable[..., Gym]) -> None:
    gym = make_gym()
    gym.boot(TOWELS, 20)
    owner = Owner(gym)
    owner.wrote(COUNTS, gym.pass_id, 100, 10)
    gym.rent(quantity=2)
    owner.says(COUNTS, gym.pass_id, mark=100, cell=15)
    assert gym.balance() == 13
    assert gym.difference() is None


def test_he_may_go_on_changing_the_same_figure(owner: Owner, pass_id: str) -> None:
    for cell in (15, 12, 20):
        owner.says(COUNTS, pass_id, mark=100, cell=cell)
    assert (owner.gym.balance(), owner.adjusted(pass_id)) == (20, [5, -3, 8])


def test_taking_it_back_gives_it_back(owner: Owner, pass_id: str) -> None:
    owner.says(COUNTS, pass_id, mark=100, cell=15)
    owner.says(COUNTS, pass_id, mark=100, cell=10)
    assert owner.gym.balance() == 10


def test_a_change_of_the_next_figure_counts_from_that(owner: Owner, pass_id: str) -> None:
    owner.says(COUNTS, pass_id, mark=100, cell=15)
    owner.wrote(COUNTS, pass_id, 200, 15)
    owner.says(COUNTS, pass_id, mark=200, cell=16)
    owner.repeats()
    assert owner.gym.balance() == 16


def test_a_spreadsheet_saved_from_an_hour_ago_tells_its_own_change(owner: Owner, pass_id: str) -> None:
    owner.says(COUNTS, pass_id, mark=100, cell=15)
    owner.wrote(COUNTS, pass_id, 200, 15)
    owner.says(COUNTS, pass_id, mark=100, cell=17)
    assert owner.gym.balance() == 17


def test_an_operators_correction_and_his_add_up(owner: Owner, pass_id: str) -> None:
    owner.gym.post(f"/api/passes/{pass_id}/adjustments", {"amount": 3, "reason": "sorry"})
    owner.says(COUNTS, pass_id, mark=100, cell=12)
    assert owner.gym.balance() == 15


def test_less_than_nothing_is_refused_naming_what_is_there(owner: Owner, voucher: str) -> None:
    notes = owner.says(VOUCHERS, voucher, mark=100, cell=-1)
    assert notes == {"remaining_amount": "remaining_amount: 남은 금액보다 많이 뺄 수 없습니다 (지금 3,000원)."}
    assert (owner.gym.balance(voucher), owner.to_be_sent(VOUCHERS, voucher)) == (3000, True)


def test_what_is_held_meanwhile_cannot_be_taken(make_gym: Callable[..., Gym]) -> None:
    gym = make_gym()
    gym.boot(TOWELS, 20)
    owner = Owner(gym)
    owner.wrote(COUNTS, gym.pass_id, 100, 10)
    gym.rent(quantity=2)
    notes = owner.says(COUNTS, gym.pass_id, mark=100, cell=1)
    assert notes == {"remaining_count": "remaining_count: 남은 횟수보다 많이 뺄 수 없습니다 (지금 8회)."}
    assert gym.balance() == 8


def test_what_was_refused_is_not_taken_later_either(owner: Owner, voucher: str) -> None:
    owner.says(VOUCHERS, voucher, mark=100, cell=-1)
    owner.says(VOUCHERS, voucher, mark=100, cell=3500)
    assert owner.adjusted(voucher) == [500]


def test_a_refusal_is_told_of_once(owner: Owner, voucher: str) -> None:
    for _ in range(3):
        owner.says(VOUCHERS, voucher, mark=100, cell=-1)
    assert len(owner.told("owner_edit_refused")) == 1


def test_a_slip_of_the_finger_is_asked_back(owner: Owner, voucher: str) -> None:
    assert "10,000,000" in owner.says(VOUCHERS, voucher, mark=100, cell=30_000_000)["remaining_amount"]
    assert owner.gym.balance(voucher) == 3000


def test_a_pass_that_is_over_stays_over(owner: Owner) -> None:
    voucher = owner.gym.give("voucher", amount=3000, valid_days=1)
    owner.wrote(VOUCHERS, voucher, 100, 3000)
    owner.gym.pass_by(DAY)
    owner.wrote(VOUCHERS, voucher, 200, 0)
    assert "기간" in owner.says(VOUCHERS, voucher, mark=200, cell=5000)["remaining_amount"]
    assert owner.says(VOUCHERS, voucher, mark=200, cell=0) == {}
    assert owner.gym.balance(voucher) == 0


def test_a_voucher_he_empties_lets_its_bonus_begin(owner: Owner) -> None:
    owner.gym.sell("BONUS", "voucher", charge_amount=500, validity_days=10, is_bonus=True)
    owner.gym.sell("VCH", "voucher", charge_amount=3000, bonus_product_id="BONUS")
    voucher = owner.gym.give("voucher", product_id="VCH")
    owner.wrote(VOUCHERS, voucher, 100, 3000)
    owner.says(VOUCHERS, voucher, mark=100, cell=0)
    assert owner.gym.state(owner.gym.bonus_of(voucher)) == "active"
    assert "bonus_begun" in owner.gym.event_types()
    assert owner.gym.difference() is None


def test_a_mark_he_spoilt_counts_from_the_figure_the_sheet_had_last(owner: Owner, pass_id: str) -> None:
    owner.wrote(COUNTS, pass_id, 200, 10)
    owner.wrote(COUNTS, pass_id, 300, 99, confirmed=False)
    for spoilt in (None, 7, -1, 2**63 - 1):
        owner.says(COUNTS, pass_id, mark=spoilt, cell=13)
    assert (owner.adjusted(pass_id), owner.told()) == ([3], [f"owner: 횟수권 {pass_id}, +3회"])


def test_putting_the_mark_right_again_counts_nothing_twice(owner: Owner, pass_id: str) -> None:
    owner.says(COUNTS, pass_id, mark=None, cell=13)
    owner.says(COUNTS, pass_id, mark=100, cell=13)
    assert owner.adjusted(pass_id) == [3]


def test_a_row_put_back_from_the_version_history_is_written_over_and_changes_nothing(
    owner: Owner, pass_id: str
) -> None:
    owner.wrote(COUNTS, pass_id, 100, 10)
    owner.wrote(COUNTS, pass_id, 200, 9)
    owner.send_all()
    owner.says(COUNTS, pass_id, mark=200, cell=9)
    assert not owner.to_be_sent(COUNTS, pass_id)
    owner.says(COUNTS, pass_id, mark=100, cell=10)
    assert (owner.adjusted(pass_id), owner.to_be_sent(COUNTS, pass_id)) == ([], True)


def test_an_unknown_mark_is_written_over_though_nothing_changed(owner: Owner, pass_id: str) -> None:
    assert owner.says(COUNTS, pass_id, mark=None, cell=10) == {}
    assert (owner.gym.kinds(), owner.to_be_sent(COUNTS, pass_id)) == (["grant"], True)


def test_a_figure_that_counts_from_nothing_is_explained_once_and_put_right(owner: Owner) -> None:
    pass_id = owner.gym.pass_id
    owner.send_all()
    for _ in range(2):
        assert "다시" in owner.says(COUNTS, pass_id, mark=5, cell=14)["remaining_count"]
    assert (owner.gym.balance(), owner.to_be_sent(COUNTS, pass_id)) == (10, True)
    assert len(owner.told("owner_edit_refused")) == 1


def test_the_ledgers_own_figure_needs_nothing_to_count_from(owner: Owner) -> None:
    assert owner.says(COUNTS, owner.gym.pass_id, mark=5, cell=10) == {}
    assert owner.told("owner_edit_refused") == []


def test_a_figure_on_its_way_is_no_base_until_it_is_there(owner: Owner, pass_id: str) -> None:
    owner.wrote(COUNTS, pass_id, 200, 10, confirmed=False)
    owner.says(COUNTS, pass_id, mark=None, cell=11)
    with owner.gym.ctx.reads.begin() as conn:
        base = sheet_bases.by_mark(conn, COUNTS, pass_id, 100)
    assert base
    assert base.taken == 1


def test_a_cell_of_no_number_says_nothing(owner: Owner, pass_id: str) -> None:
    row = owner.row(COUNTS, pass_id) | {"balance": {"mark": 100, "cell": ""}}
    assert owner.states(row) == [{}]
    assert owner.gym.balance() == 10
