"""Rows whose key the ledger does not know: what the owner adds, and what an older workbook has."""

from typing import Any

import pytest

from services.rental_api.ledger.sheet_cells import Held
from services.rental_api.owner.days import begins
from shared.pins import HASHER
from tests.integration.rental_api.owner.workbook import Owner
from tests.support.gym import START, Gym

DAY_MS = 86_400_000
NEW_MEMBER = {"name": "이바다", "phone": 1012345678, "payment_password": "", "status": "", "notes": "새벽반"}
OLD_VOUCHER = {
    "member_id": "A001", "voucher_product_id": "VCH-30K", "original_amount": 30000, "remaining_amount": 12000,
    "parent_voucher_id": "", "valid_from": "2025-10-01", "valid_until": "2026-10-01 09:00:00", "status": "active",
    "created_at": "2025-10-01 09:00:00",
}  # fmt: skip


@pytest.fixture
def shop(gym: Gym) -> Owner:
    """A voucher of 30,000 won for a year with a bonus of 3,000 for 30 days; a subscription of 30 days."""
    gym.sell("VCH-BONUS", "voucher", charge_amount=3000, validity_days=30, is_bonus=True)
    gym.sell("VCH-30K", "voucher", charge_amount=30000, validity_days=365, bonus_product_id="VCH-BONUS")
    gym.sell("VCH-OLD", "voucher", charge_amount=10000, enabled=False)
    gym.sell("SUB-1M", "subscription", daily_limits={"top": 1}, validity_days=30)
    return Owner(gym)


def at(shop: Owner, text: str) -> int:
    return begins(text, shop.gym.ctx.settings.zone)


# Members


def test_a_row_with_a_name_and_a_phone_becomes_a_member(shop: Owner) -> None:
    assert shop.says("members", "M0001", **NEW_MEMBER) == {}
    assert shop.ledgers("members", "M0001") == {
        "name": "이바다", "phone": "01012345678", "payment_password": "", "status": "active", "notes": "새벽반",
    }  # fmt: skip
    assert shop.told() == ["owner: 새 회원 M0001, 이바다"]


def test_what_he_left_blank_of_a_new_row_is_to_be_filled_in(shop: Owner) -> None:
    shop.says("members", "M0001", **NEW_MEMBER)
    assert (shop.held("members", "M0001", "status"), shop.to_be_sent("members", "M0001")) == (Held("", ""), True)
    assert shop.held("members", "M0001", "phone") == Held("1012345678", "01012345678")


def test_a_new_member_told_again_is_one_member(shop: Owner) -> None:
    shop.says("members", "M0001", **NEW_MEMBER)
    shop.repeats()
    assert len(shop.told()) == 1


def test_a_new_members_pin_comes_with_him(shop: Owner) -> None:
    told = HASHER.hash("135790")
    assert shop.says("members", "M0001", **NEW_MEMBER | {"payment_password": told}) == {}
    assert shop.ledgers("members", "M0001")["payment_password"] == "set"


def test_an_old_members_pin_that_nobody_knows_is_asked_for_until_it_is_there(shop: Owner) -> None:
    row = NEW_MEMBER | {"payment_password": "set", "created_at": "2025-01-02 03:04:05"}
    for _ in range(2):
        assert shop.says("members", "M0001", **row) == {
            "payment_password": "payment_password: PIN을 다시 입력해 주세요."
        }
    assert shop.systems("members", "M0001")["created_at"] == "2025-01-02 03:04:05"
    assert shop.says("members", "M0001", **row | {"payment_password": HASHER.hash("135790")}) == {}
    assert shop.says("members", "M0001", **row) == {}


@pytest.mark.parametrize(("column", "cell"), [("name", ""), ("phone", ""), ("phone", "12"), ("status", "gone")])
def test_a_member_who_lacks_something_waits_with_a_note(shop: Owner, column: str, cell: str) -> None:
    assert list(shop.says("members", "M0001", **NEW_MEMBER | {column: cell})) == [column]
    assert shop.ledgers("members", "M0001") == {}


def test_a_new_member_with_anothers_phone_is_refused_naming_him(shop: Owner) -> None:
    notes = shop.says("members", "M0001", **NEW_MEMBER | {"phone": "010-1000-0001"})
    assert notes == {"phone": "phone: 다른 회원(A001)이 쓰는 번호입니다. 확인해 주세요."}


@pytest.mark.parametrize("tab", ["members", "voucher_products", "member_vouchers", "member_passes", "products"])
@pytest.mark.parametrize("key", ["한글", "a b", "x" * 41, "=1+1", "two\0halves", ""])
def test_a_key_that_cannot_be_one_is_explained(shop: Owner, tab: str, key: str) -> None:
    [note] = shop.says(tab, key, **NEW_MEMBER).values()
    assert "40자" in note


# Vouchers


def test_a_new_row_is_a_sale_with_the_products_amount_days_and_bonus(shop: Owner) -> None:
    assert shop.says("member_vouchers", "V1a2b3c4d", member_id="A001", voucher_product_id="VCH-30K") == {}
    voucher, bonus = shop.gym.pass_("V1a2b3c4d"), shop.gym.pass_(shop.gym.bonus_of("V1a2b3c4d"))
    assert (voucher.balance, voucher.valid_until, shop.gym.kinds("V1a2b3c4d")) == (
        30000, START + 365 * DAY_MS, ["grant"],
    )  # fmt: skip
    assert (bonus.balance, bonus.state(START)) == (3000, "pending")
    assert shop.told() == ["owner: 새 금액권 V1a2b3c4d, 회원 A001, 30,000원"]


def test_a_new_row_told_again_is_one_voucher_with_one_bonus(shop: Owner) -> None:
    for _ in range(2):
        shop.says("member_vouchers", "V1a2b3c4d", member_id="A001", voucher_product_id="VCH-30K", remaining_amount="")
    shop.repeats()
    assert len(shop.gym.get("/api/members/A001/passes")["passes"]) == 3  # with his ten uses
    assert len(shop.told()) == 1


def test_a_new_row_may_name_the_amount_freely(shop: Owner) -> None:
    shop.says("member_vouchers", "V1", member_id="A001", voucher_product_id="", remaining_amount=7000, cell=7000)
    assert (shop.gym.balance("V1"), shop.gym.pass_("V1").name) == (7000, "7,000원권")


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"member_id": "", "voucher_product_id": "VCH-30K"}, "member_id"),
        ({"member_id": "B999", "voucher_product_id": "VCH-30K"}, "member_id"),
        ({"member_id": "A001", "voucher_product_id": ""}, "voucher_product_id"),
        ({"member_id": "A001", "voucher_product_id": "NONE"}, "voucher_product_id"),
        ({"member_id": "A001", "voucher_product_id": "SUB-1M"}, "voucher_product_id"),
        ({"member_id": "A001", "voucher_product_id": "VCH-BONUS"}, "voucher_product_id"),
        ({"member_id": "A001", "voucher_product_id": "VCH-OLD"}, "voucher_product_id"),
        ({"member_id": "A001", "remaining_amount": 0}, "remaining_amount"),
        ({"member_id": "A001", "remaining_amount": 10_000_001}, "remaining_amount"),
        ({"member_id": "A001", "remaining_amount": 500, "valid_until": "2020-01-01"}, "valid_until"),
        ({"member_id": "A001", "remaining_amount": 500, "valid_until": "soon"}, "valid_until"),
        ({"member_id": "A001", "remaining_amount": 500, "parent_voucher_id": "V0"}, "parent_voucher_id"),
    ],
)
def test_a_voucher_that_cannot_be_given_is_explained(shop: Owner, cells: dict[str, Any], column: str) -> None:
    assert list(shop.says("member_vouchers", "V1", **cells)) == [column]
    assert shop.systems("member_vouchers", "V1") == {}


def test_a_row_whose_member_comes_later_is_taken_when_it_is_told_again(shop: Owner) -> None:
    voucher = shop.row("member_vouchers", "V1", member_id="M0001", voucher_product_id="VCH-30K")
    [waits, taken] = shop.states(voucher, shop.row("members", "M0001", **NEW_MEMBER))
    assert (list(waits), taken) == (["member_id"], {})
    assert shop.states(voucher) == [{}]
    assert (shop.gym.balance("V1"), shop.told("owner_edit_refused")) == (30000, [])


def test_an_old_row_keeps_what_it_says_and_brings_no_second_bonus(shop: Owner) -> None:
    assert shop.says("member_vouchers", "V-OLD", **OLD_VOUCHER, mark=50, cell=12000) == {}
    row = shop.systems("member_vouchers", "V-OLD")
    kept = ("original_amount", "remaining_amount", "created_at", "valid_until")
    assert [row[column] for column in kept] == [30000, 12000, "2025-10-01 09:00:00", "2026-10-01 09:00:00"]
    assert len(shop.gym.get("/api/members/A001/passes")["passes"]) == 2
    assert shop.gym.difference() is None


def test_what_the_sheet_holds_of_an_adopted_row_is_no_change(shop: Owner) -> None:
    shop.says("member_vouchers", "V-OLD", **OLD_VOUCHER, mark=50, cell=12000)
    shop.repeats()
    assert shop.gym.balance("V-OLD") == 12000
    shop.says("member_vouchers", "V-OLD", **OLD_VOUCHER, mark=50, cell=17000)
    assert shop.gym.balance("V-OLD") == 17000


def test_an_adopted_row_without_a_mark_can_be_changed_at_once(shop: Owner) -> None:
    shop.says("member_vouchers", "V-OLD", **OLD_VOUCHER, cell=12000)
    for _ in range(2):
        shop.says("member_vouchers", "V-OLD", **OLD_VOUCHER, cell=17000)
    assert (shop.gym.balance("V-OLD"), shop.told("owner_edit_refused")) == (17000, [])


def test_an_old_row_may_be_of_what_is_no_longer_sold(shop: Owner) -> None:
    assert shop.says("member_vouchers", "V-OLD", **OLD_VOUCHER | {"voucher_product_id": "VCH-OLD"}) == {}


def test_an_old_row_with_nothing_left_is_history(shop: Owner) -> None:
    spent = OLD_VOUCHER | {"remaining_amount": 0, "status": "exhausted"}
    assert shop.says("member_vouchers", "V-OLD", **spent, cell=0) == {}
    assert (shop.gym.state("V-OLD"), shop.gym.balance("V-OLD")) == ("exhausted", 0)


@pytest.mark.parametrize("until", ["2025-11-01", ""])
def test_an_old_row_that_is_over_is_history_and_its_rest_lapses(shop: Owner, until: str) -> None:
    over = OLD_VOUCHER | {"valid_until": until, "status": "expired"}
    assert shop.says("member_vouchers", "V-OLD", **over, cell=12000) == {}
    shop.gym.pass_by(5)
    assert (shop.gym.state("V-OLD"), shop.gym.balance("V-OLD")) == ("expired", 0)
    assert shop.gym.difference() is None


def test_a_day_alone_is_good_until_its_end(shop: Owner) -> None:
    shop.says("member_vouchers", "V-OLD", **OLD_VOUCHER | {"valid_until": "2026-10-01"})
    assert shop.gym.pass_("V-OLD").valid_until == at(shop, "2026-10-02")


def test_an_old_row_that_names_no_end_has_none(shop: Owner) -> None:
    shop.says("member_vouchers", "V-OLD", **OLD_VOUCHER | {"valid_until": ""})
    assert shop.gym.pass_("V-OLD").valid_until is None


def bonus_of_old(shop: Owner, **cells: Any) -> None:  # noqa: ANN401 - cells
    bonus = OLD_VOUCHER | {
        "voucher_product_id": "VCH-BONUS", "original_amount": 3000, "remaining_amount": 3000, "valid_until": "",
        "parent_voucher_id": "V-OLD", "status": "pending",
    }  # fmt: skip
    assert shop.says("member_vouchers", "V-BONUS", **bonus | cells) == {}


def test_an_old_bonus_waits_for_its_parent_still(shop: Owner) -> None:
    shop.says("member_vouchers", "V-OLD", **OLD_VOUCHER)
    bonus_of_old(shop)
    assert shop.gym.state("V-BONUS") == "pending"
    shop.gym.post("/api/passes/V-OLD/adjustments", {"amount": -12000, "reason": "refunded"})
    assert shop.gym.pass_("V-BONUS").valid_until == START + 30 * DAY_MS


def test_an_old_bonus_whose_parent_is_spent_waits_no_longer(shop: Owner) -> None:
    shop.says("member_vouchers", "V-OLD", **OLD_VOUCHER | {"remaining_amount": 0})
    bonus_of_old(shop)
    assert shop.gym.state("V-BONUS") == "active"
    assert shop.gym.difference() is None


def test_an_old_bonus_that_runs_runs_until_its_own_end(shop: Owner) -> None:
    shop.says("member_vouchers", "V-OLD", **OLD_VOUCHER | {"remaining_amount": 0})
    bonus_of_old(shop, status="active", valid_until="2025-12-24 09:00:00")
    assert shop.gym.pass_("V-BONUS").valid_until == at(shop, "2025-12-24 09:00:00")


# Subscriptions and count passes


def test_a_new_subscription_begins_when_the_row_says(shop: Owner) -> None:
    cells = {"member_id": "A001", "subscription_product_id": "SUB-1M", "valid_from": "2025-12-01"}
    assert shop.says("member_subscriptions", "S1", **cells) == {}
    one = shop.gym.pass_("S1")
    assert (one.valid_from, one.valid_until) == (at(shop, "2025-12-01"), at(shop, "2025-12-31"))
    assert (one.state(START), one.daily_limits) == ("pending", {"top": 1})
    assert shop.told() == ["owner: 새 구독권 S1, 회원 A001, SUB-1M"]


def test_an_old_subscription_keeps_the_limits_it_was_sold_with(shop: Owner) -> None:
    cells = {"member_id": "A001", "subscription_product_id": "SUB-1M", "daily_limits": {"towel": 2}}
    shop.says("member_subscriptions", "S1", **cells, created_at="2025-11-01 00:00:00", valid_until="2025-12-31")
    assert shop.gym.pass_("S1").daily_limits == {"towel": 2}


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"subscription_product_id": ""}, "subscription_product_id"),
        ({"subscription_product_id": "VCH-30K"}, "subscription_product_id"),
        ({"subscription_product_id": "", "daily_limits": {"hat": 1}}, "daily_limits"),
    ],
)
def test_a_subscription_that_cannot_be_given_is_explained(shop: Owner, cells: dict[str, Any], column: str) -> None:
    assert list(shop.says("member_subscriptions", "S1", member_id="A001", **cells)) == [column]


def test_a_new_count_pass_has_its_uses(shop: Owner) -> None:
    assert shop.says("member_passes", "P1", member_id="A001", category="towel", count=20) == {}
    one = shop.gym.pass_("P1")
    assert (one.balance, one.category, one.name) == (20, "towel", "20회권")
    assert shop.told() == ["owner: 새 횟수권 P1, 회원 A001, 20회"]


def test_an_old_count_pass_has_what_is_left_of_it(shop: Owner) -> None:
    cells = {"member_id": "A001", "category": "", "count": 30, "remaining_count": 4, "created_at": "2025-01-01"}
    shop.says("member_passes", "P1", **cells, mark=9, cell=4)
    row = shop.systems("member_passes", "P1")
    assert (row["count"], row["remaining_count"], shop.gym.pass_("P1").category) == (30, 4, None)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"count": ""}, "count"),
        ({"count": 0}, "count"),
        ({"count": 100_001}, "count"),
        ({"count": 5, "category": "hat"}, "category"),
    ],
)
def test_a_count_pass_that_cannot_be_given_is_explained(shop: Owner, cells: dict[str, Any], column: str) -> None:
    assert list(shop.says("member_passes", "P1", member_id="A001", **cells)) == [column]


def test_a_number_that_is_another_pass_is_refused(shop: Owner) -> None:
    notes = shop.says("member_vouchers", shop.gym.pass_id, member_id="A001", remaining_amount=1000, cell=1000)
    assert list(notes) == ["voucher_id"]
    assert shop.gym.balance() == 10


def test_a_row_unknown_to_the_ledger_that_was_replaced_is_nobodys(shop: Owner) -> None:
    assert shop.says("member_passes", "P1", member_id="A001", count=20, replaced_by=9, cell=20, mark=3) == {}
    assert shop.systems("member_passes", "P1") == {}
