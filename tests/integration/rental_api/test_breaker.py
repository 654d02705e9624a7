"""A dispenser that fails twice in a row is not offered until it is well; another with the same stands in."""

from typing import Any

import pytest

from tests.support.gym import TOWELS, Gym, code

OTHER = "FBOX-000000000003"


def fail(gym: Gym, key: str, reason: str = "motor_stuck") -> None:
    """One garment that does not come out of the first dispenser."""
    gym.rent(key)
    item = next(one for one in gym.items() if one.device_uuid == TOWELS)
    gym.report(TOWELS, "dispense_failed", commandId=item.item_id, reason=reason)


def trip(gym: Gym) -> None:
    fail(gym, "fails once")
    fail(gym, "fails twice")


def product(gym: Gym, product_id: str = "P-TOWEL") -> dict[str, Any]:
    return next(one for one in gym.get("/api/products")["products"] if one["product_id"] == product_id)


def answer_status(gym: Gym) -> None:
    """Half a minute later the dispenser is asked how it is, and answers that all is well."""
    gym.pass_by(30)
    assert gym.commands()[-1][1]["cmd"] == "STATUS"
    gym.now += 1
    gym.tell(TOWELS, status_heard=gym.now, door_state="closed")
    gym.pass_by(1)


def test_a_dispenser_that_fails_twice_in_a_row_is_not_offered(gym: Gym) -> None:
    trip(gym)
    assert (product(gym)["available"], product(gym)["why_not"]) == (0, "out_of_order")
    assert code(gym.rent("third")) == "device-out-of-order"
    assert "dispenser_tripped" in gym.event_types()


def test_one_failure_is_forgiven_by_a_garment_that_came_out(gym: Gym) -> None:
    fail(gym, "fails once")
    gym.rent("works")
    gym.hand_out(gym.items()[0])
    fail(gym, "fails again")
    assert product(gym)["why_not"] is None


@pytest.mark.parametrize("reason", ["no_stock", "door_open"])
def test_a_dispenser_that_was_not_ready_stays_offered(gym: Gym, reason: str) -> None:
    fail(gym, "one", reason)
    fail(gym, "two", reason)
    assert product(gym)["why_not"] is None


def test_a_dispenser_with_an_unknown_garment_is_not_offered(gym: Gym) -> None:
    gym.rent("unknown")
    gym.pass_by(11)
    assert (product(gym)["available"], product(gym)["why_not"]) == (0, "checking")
    assert code(gym.rent("next")) == "device-out-of-order"


def test_a_good_status_brings_it_back_on_probation(gym: Gym) -> None:
    trip(gym)
    answer_status(gym)
    assert product(gym)["why_not"] is None
    fail(gym, "third failure")
    assert product(gym)["why_not"] == "out_of_order"


def test_a_status_it_was_not_asked_for_brings_nothing_back(gym: Gym) -> None:
    trip(gym)
    gym.tell(TOWELS, status_heard=gym.now + 1, door_state="closed")
    gym.pass_by(29)
    assert product(gym)["why_not"] == "out_of_order"


def test_the_operator_brings_it_back_at_once(gym: Gym) -> None:
    trip(gym)
    gym.post(f"/api/devices/{TOWELS}/commands", {"cmd": "CLEAR_ERROR"})
    fail(gym, "a first failure again")
    assert product(gym)["why_not"] is None
    assert "dispenser_back" in gym.event_types()


def test_the_console_is_told_since_when_it_is_out_of_order(gym: Gym) -> None:
    trip(gym)
    told = gym.get(f"/api/devices/{TOWELS}")
    assert (told["failures"], told["tripped_at"] is not None) == (2, True)


def test_another_dispenser_with_the_same_stands_in_for_an_order(gym: Gym) -> None:
    gym.boot(OTHER, 5)
    trip(gym)
    gym.rent("third", quantity=2)
    assert {item.device_uuid for item in gym.items()} == {OTHER}


def test_what_waits_behind_a_dispenser_that_trips_moves_before_it_is_charged(gym: Gym) -> None:
    gym.boot(OTHER, 5)
    fail(gym, "fails once")
    gym.rent("two", quantity=2)
    gym.report(TOWELS, "dispense_failed", commandId=gym.items()[0].item_id, reason="motor_stuck")
    gym.pass_by(0.25)
    moved = gym.items()[0]
    assert (moved.device_uuid, moved.product_id, moved.state) == (OTHER, "P-TOWEL-2", "dispensing")
    gym.hand_out(moved)
    assert (gym.balance(), gym.difference()) == (9, None)


def test_what_waits_behind_an_unknown_garment_moves_and_the_unknown_stays(gym: Gym) -> None:
    gym.boot(OTHER, 5)
    gym.rent("two", quantity=2)
    gym.pass_by(11)
    gym.pass_by(0.25)
    assert [(item.device_uuid, item.state) for item in gym.items()] == [(TOWELS, "unknown"), (OTHER, "dispensing")]


def test_what_moves_keeps_its_price(gym: Gym) -> None:
    gym.boot(OTHER, 5)
    gym.price(1000)
    gym.price(3000, "P-TOWEL-2")
    voucher = gym.give("voucher", amount=1000)
    trip(gym)
    gym.rent("third", charges=[{"pass_id": voucher, "amount": 1000}])
    gym.hand_out(gym.items()[0])
    assert (gym.balance(voucher), gym.difference()) == (0, None)


def test_what_waits_where_nobody_can_stand_in_is_released(gym: Gym) -> None:
    gym.rent("three", quantity=3)
    for _ in range(2):
        gym.report(TOWELS, "dispense_failed", commandId=gym.items()[0].item_id, reason="motor_stuck")
    gym.pass_by(0.25)
    assert (gym.items(), gym.balance()) == ([], 10)
