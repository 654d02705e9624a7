"""Vouchers: won that split freely, end by time, and bring a bonus that waits its turn."""

from collections.abc import Callable

import pytest

from tests.support.gym import TOPS, TOWELS, Gym, code

DAY = 24 * 3600


@pytest.fixture
def shop(make_gym: Callable[..., Gym]) -> Gym:
    """Towels for 1,000 won and tops for 2,000; a member without passes; a voucher of 3,000 for 30 days that brings
    a bonus of 500 for 10 days."""
    gym = make_gym(uses=0)
    gym.boot(TOWELS, 20)
    gym.boot(TOPS, 20, "top")
    gym.price(1000)
    gym.price(2000, "P-TOP")
    gym.sell("VCH-500-BONUS", "voucher", charge_amount=500, validity_days=10, is_bonus=True)
    gym.sell("VCH-3K", "voucher", charge_amount=3000, validity_days=30, bonus_product_id="VCH-500-BONUS")
    return gym


def come_out(gym: Gym) -> None:
    """Everything that was ordered, one after the other."""
    while waiting := gym.items():
        gym.hand_out(waiting[0])


def test_a_voucher_pays_the_price_of_what_came_out(shop: Gym) -> None:
    voucher = shop.give("voucher", amount=5000)
    shop.rent(quantity=2)
    come_out(shop)
    assert (shop.balance(voucher), shop.kinds(voucher)) == (3000, ["grant", "hold", "hold", "post", "post"])


def test_of_a_partial_rental_only_what_came_out_is_paid(shop: Gym) -> None:
    soon, late = shop.give("voucher", amount=1500, valid_days=1), shop.give("voucher", amount=5000)
    shop.rent(quantity=2)
    first, _ = shop.items()
    shop.report(TOWELS, "dispense_failed", commandId=first.item_id, reason="jam")
    shop.hand_out(shop.items()[0])
    assert (shop.balance(soon), shop.balance(late)) == (1000, 4500)


def test_the_member_may_split_the_price_as_he_likes(shop: Gym) -> None:
    one, two = shop.give("voucher", amount=5000), shop.give("voucher", amount=5000)
    shop.rent(charges=[{"pass_id": one, "amount": 300}, {"pass_id": two, "amount": 700}])
    come_out(shop)
    assert (shop.balance(one), shop.balance(two)) == (4700, 4300)


def test_a_split_that_does_not_add_up_is_refused_naming_the_field(shop: Gym) -> None:
    voucher = shop.give("voucher", amount=5000)
    answer = shop.rent(charges=[{"pass_id": voucher, "amount": 999}])
    assert (code(answer), answer.get_json()["errors"][0]["field"]) == ("invalid-request", "charges")
    assert shop.balance(voucher) == 5000


def test_a_bonus_waits_until_its_parent_is_spent_and_then_runs_for_its_own_days(shop: Gym) -> None:
    voucher = shop.give("voucher", product_id="VCH-3K")
    bonus = shop.bonus_of(voucher)
    shop.rent(quantity=3)
    come_out(shop)
    assert (shop.state(voucher), shop.state(bonus)) == ("exhausted", "active")
    assert shop.pass_(bonus).valid_until == shop.now + 10 * DAY * 1000


def test_a_pending_bonus_pays_nothing(shop: Gym) -> None:
    bonus = shop.bonus_of(shop.give("voucher", product_id="VCH-3K"))
    assert code(shop.rent(charges=[{"pass_id": bonus, "amount": 500}])) == "insufficient-balance"


def test_a_bonus_does_not_begin_while_the_last_of_its_parent_may_come_back(shop: Gym) -> None:
    voucher = shop.give("voucher", product_id="VCH-3K")
    bonus = shop.bonus_of(voucher)
    shop.rent(quantity=3)
    shop.hand_out(shop.items()[0])
    shop.hand_out(shop.items()[0])
    assert (shop.balance(voucher), shop.state(bonus)) == (0, "pending")
    shop.report(TOWELS, "dispense_failed", commandId=shop.items()[0].item_id, reason="jam")
    assert (shop.balance(voucher), shop.state(voucher), shop.state(bonus)) == (1000, "active", "pending")


def test_a_bonus_expires_with_a_parent_that_time_ended(shop: Gym) -> None:
    voucher = shop.give("voucher", product_id="VCH-3K")
    bonus = shop.bonus_of(voucher)
    shop.pass_by(30 * DAY)
    assert (shop.state(voucher), shop.state(bonus)) == ("expired", "expired")
    assert (shop.kinds(voucher), shop.kinds(bonus)) == (["grant", "expire"], ["bonus", "expire"])


def test_a_bonus_that_runs_outlives_its_parent(shop: Gym) -> None:
    voucher = shop.give("voucher", product_id="VCH-3K")
    bonus = shop.bonus_of(voucher)
    shop.pass_by(29 * DAY)
    shop.rent(quantity=3)
    come_out(shop)
    shop.pass_by(5 * DAY)
    assert (shop.state(voucher), shop.state(bonus), shop.balance(bonus)) == ("expired", "active", 500)


def test_a_parent_that_the_operator_revives_does_not_stop_the_bonus_that_runs(shop: Gym) -> None:
    voucher = shop.give("voucher", product_id="VCH-3K")
    shop.rent(quantity=3)
    come_out(shop)
    shop.post(f"/api/passes/{voucher}/adjustments", {"amount": 1000, "reason": "a present"})
    assert (shop.state(voucher), shop.state(shop.bonus_of(voucher))) == ("active", "active")


def test_a_parent_that_the_operator_empties_lets_its_bonus_begin(shop: Gym) -> None:
    voucher = shop.give("voucher", product_id="VCH-3K")
    shop.post(f"/api/passes/{voucher}/adjustments", {"amount": -3000, "reason": "refunded at the desk"})
    assert shop.state(shop.bonus_of(voucher)) == "active"
    assert "bonus_begun" in shop.event_types()


def test_a_voucher_pays_until_the_very_millisecond_it_ends(shop: Gym) -> None:
    shop.give("voucher", amount=5000, valid_days=1)
    shop.now += DAY * 1000 - 1
    assert shop.rent("in time").status_code == 202
    shop.now += 1
    assert code(shop.rent("too late")) == "insufficient-balance"


def test_what_comes_back_to_a_voucher_that_ended_meanwhile_lapses(shop: Gym) -> None:
    voucher = shop.give("voucher", amount=1000, valid_days=1)
    shop.now += DAY * 1000 - 1
    shop.rent()
    item = shop.items()[0]
    shop.now += 1
    shop.report(TOWELS, "dispense_failed", commandId=item.item_id, reason="jam")
    shop.pass_by(5)
    assert (shop.balance(voucher), shop.kinds(voucher)) == (0, ["grant", "hold", "release", "expire"])
    assert "pass_expired" in shop.event_types()


def test_what_was_ordered_in_time_is_charged_though_the_voucher_ended_meanwhile(shop: Gym) -> None:
    voucher = shop.give("voucher", amount=5000, valid_days=1)
    shop.now += DAY * 1000 - 1
    shop.rent()
    shop.now += 1
    come_out(shop)
    shop.pass_by(5)
    assert shop.kinds(voucher) == ["grant", "hold", "post", "expire"]
    assert shop.difference() is None


def test_a_voucher_that_is_over_cannot_be_filled_again(shop: Gym) -> None:
    voucher = shop.give("voucher", amount=5000, valid_days=1)
    shop.pass_by(DAY)
    answer = shop.post(f"/api/passes/{voucher}/adjustments", {"amount": 1, "reason": "late"})
    assert code(answer) == "pass-expired"


def test_a_change_of_what_is_sold_changes_nothing_for_those_who_bought(shop: Gym) -> None:
    voucher = shop.give("voucher", product_id="VCH-3K")
    shop.sell("VCH-3K", "voucher", charge_amount=1, validity_days=1)
    shop.pass_by(2 * DAY)
    assert (shop.state(voucher), shop.balance(voucher)) == ("active", 3000)
