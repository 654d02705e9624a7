"""Subscriptions: so many garments a Korean day and category, at limits fixed when they were bought."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.support.gym import TOPS, TOWELS, Gym, code

LAST_SECOND = round(datetime(2025, 11, 24, 23, 59, 59, tzinfo=ZoneInfo("Asia/Seoul")).timestamp() * 1000)


@pytest.fixture
def gym(make_gym: Callable[..., Gym]) -> Gym:
    """A member with one towel and one top a day, one second before midnight in Korea."""
    gym = make_gym(uses=0)
    gym.boot(TOWELS, 20)
    gym.boot(TOPS, 20, "top")
    gym.pass_id = gym.give("subscription", daily_limits={"towel": 1, "top": 1}, valid_days=30)
    gym.now = LAST_SECOND
    return gym


def left(gym: Gym) -> dict[str, int] | None:
    return gym.pass_().remaining_today


def test_a_garment_within_the_limit_costs_nothing_else(gym: Gym) -> None:
    gym.rent()
    gym.hand_out(gym.items()[0])
    assert (left(gym), gym.balance(), gym.kinds()) == ({"towel": 0, "top": 1}, 0, ["grant", "hold", "post"])


def test_the_day_gives_no_more_than_its_limit(gym: Gym) -> None:
    gym.rent("first")
    assert code(gym.rent("second")) == "insufficient-balance"


def test_each_category_has_a_limit_of_its_own(gym: Gym) -> None:
    gym.rent("towel")
    assert gym.rent("top", product="P-TOP").status_code == 202


def test_the_limit_is_new_after_midnight_in_korea(gym: Gym) -> None:
    gym.rent("before")
    gym.hand_out(gym.items()[0])
    gym.now += 1000
    assert left(gym) == {"towel": 1, "top": 1}
    assert gym.rent("after").status_code == 202


def test_a_use_given_back_after_midnight_goes_to_the_day_it_was_taken_from(gym: Gym) -> None:
    gym.rent("before")
    item = gym.items()[0]
    gym.now += 2000
    gym.rent("after")
    gym.report(TOWELS, "dispense_failed", commandId=item.item_id, reason="jam")
    assert left(gym) == {"towel": 0, "top": 1}
    gym.now = LAST_SECOND
    assert left(gym) == {"towel": 1, "top": 1}
    assert gym.difference() is None


def test_what_the_subscription_does_not_cover_the_next_pass_pays(gym: Gym) -> None:
    uses = gym.grant("A001", 5)
    gym.rent(quantity=3)
    assert (left(gym), gym.balance(uses)) == ({"towel": 0, "top": 1}, 3)


def test_limits_stay_as_they_were_bought(gym: Gym) -> None:
    gym.sell("SUB-1M", "subscription", daily_limits={"towel": 2}, validity_days=30)
    gym.pass_id = gym.give("subscription", product_id="SUB-1M")
    gym.sell("SUB-1M", "subscription", daily_limits={"towel": 1}, validity_days=30)
    assert left(gym) == {"towel": 2}


def test_a_subscription_pays_nothing_before_it_begins_or_after_it_ends(gym: Gym) -> None:
    later = gym.give("subscription", daily_limits={"pants": 1}, valid_from="2025-11-25T00:00:00+09:00", valid_days=1)
    assert gym.state(later) == "pending"
    gym.now += 1000
    assert gym.state(later) == "active"
    gym.now += 24 * 3600 * 1000
    assert gym.state(later) == "expired"


def test_a_subscription_has_no_balance_to_correct(gym: Gym) -> None:
    answer = gym.post(f"/api/passes/{gym.pass_id}/adjustments", {"amount": 1, "reason": "why not"})
    assert code(answer) == "invalid-request"


def test_the_kiosk_is_told_what_is_left_today(gym: Gym) -> None:
    gym.rent()
    told = gym.get("/api/members/A001/passes")["passes"][0]
    assert (told["remaining"], told["remaining_today"]) == (None, {"towel": 0, "top": 1})
