"""What the console asks besides: members by a part of what is known of them, figures for its charts."""

import pytest

from services.rental_api.rules.figures import changes, quantile
from tests.support.gym import TOWELS, Gym


def _found(gym: Gym, query: str) -> list[str]:
    return [member["member_id"] for member in gym.get(f"/api/members?query={query}")["members"]]


@pytest.mark.parametrize("query", ["하늘", "0001", "010-1000", "a001", "A0"])
def test_a_member_is_found_by_a_part_of_name_phone_or_id(gym: Gym, query: str) -> None:
    assert _found(gym, query) == ["A001"]


@pytest.mark.parametrize("query", ["%25", "_", "없음"])
def test_signs_that_mean_something_to_a_database_find_nobody(gym: Gym, query: str) -> None:
    assert _found(gym, query) == []


def test_no_more_than_twenty_are_told_and_never_a_pin(gym: Gym) -> None:
    for number in range(25):
        gym.member(f"M{number:03}", f"010-3000-{number:04}")
    found = gym.get("/api/members?query=")["members"]
    assert len(found) == 20
    assert "pin_hash" not in found[0]
    assert found[0]["has_pin"]


def test_rentals_are_counted_by_the_hour_and_empty_hours_are_there(gym: Gym) -> None:
    gym.rent()
    gym.hand_out(gym.items()[0])
    told = gym.get("/api/stats?days=1")["rentals_per_hour"]
    assert (len(told), sum(hour["rentals"] for hour in told), told[-1]["rentals"]) == (25, 1, 1)


def test_stock_is_told_where_it_changed_and_dispense_times_by_device(gym: Gym) -> None:
    for number in range(2):
        gym.now += 60_000
        gym.rent(f"tap {number}")
        gym.now += 2000 + number * 1000
        gym.hand_out(gym.items()[0])
    [device] = gym.get("/api/stats")["devices"]
    assert (device["device_uuid"], [point["stock"] for point in device["stock"]]) == (TOWELS, [20, 19, 18])
    assert device["dispense_ms"] == {"count": 2, "p50": 3000, "p95": 3000, "p99": 3000}


def test_a_stock_begins_with_what_stood_there_when_the_time_began(gym: Gym) -> None:
    gym.now += 48 * 3_600_000
    gym.report(TOWELS, "stock_updated", stock=7, source="sensor")
    gym.report(TOWELS, "door_opened")
    gym.now += 30 * 3_600_000
    gym.report(TOWELS, "stock_updated", stock=6, source="sensor")
    [device] = gym.get("/api/stats?days=1")["devices"]
    assert [point["stock"] for point in device["stock"]] == [7, 6]


def test_dispense_times_are_counted_in_steps_of_half_a_second(gym: Gym) -> None:
    for ms in (400, 1200, 1300):
        gym.rent(f"tap {ms}")
        gym.now += ms
        gym.hand_out(gym.items()[0])
    told = gym.get("/api/stats")["dispense_ms"]
    assert told == [{"from": 0, "count": 1}, {"from": 500, "count": 0}, {"from": 1000, "count": 2}]


@pytest.mark.parametrize("days", ["0", "32", "x", "-1"])
def test_days_that_are_none_are_refused(gym: Gym, days: str) -> None:
    assert gym.get(f"/api/stats?days={days}")["errors"][0]["field"] == "days"


def test_quantiles_and_changes() -> None:
    assert [quantile([5, 1, 3], share) for share in (0.0, 0.5, 0.99)] == [1, 3, 5]
    assert changes([(1, 9), (2, 9), (3, 8)]) == [(1, 9), (3, 8)]
