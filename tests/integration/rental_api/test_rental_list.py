"""Rentals to leaf through: the newest first, narrowed, a page at a time, each once."""

from collections.abc import Callable
from typing import Any

import pytest

from services.rental_api.rentals import listing
from services.rental_api.routes import rental_list
from tests.support.gym import TOPS, TOWELS, Gym

DAY_MS = 24 * 3_600_000


def ids(gym: Gym, query: str = "") -> list[str]:
    return [one["rental_id"] for one in page(gym, query)["rentals"]]


def page(gym: Gym, query: str = "") -> dict[str, Any]:
    return dict(gym.get(f"/api/rentals?{query}"))


def rent(gym: Gym, key: str, product: str = "P-TOWEL") -> str:
    """A rental that is handed out."""
    rental_id = str(gym.rent(key, product=product).get_json()["rental_id"])
    gym.hand_out(gym.items()[0])
    gym.now += 1000
    return rental_id


def test_the_newest_is_first_and_says_whose_it_is(gym: Gym) -> None:
    first, second = rent(gym, "one"), rent(gym, "two")
    told = page(gym)
    assert [one["rental_id"] for one in told["rentals"]] == [second, first]
    assert (told["rentals"][0]["member_name"], told["rentals"][0]["state"]) == ("김하늘", "complete")
    assert told["next"] is None


def test_a_state_narrows_the_list(gym: Gym) -> None:
    rent(gym, "one")
    failed = gym.rent("two").get_json()["rental_id"]
    gym.report(TOWELS, "dispense_failed", commandId=gym.items()[0].item_id, reason="motor_stuck")
    assert ids(gym, "state=failed") == [failed]


def test_a_member_and_a_device_narrow_the_list(gym: Gym) -> None:
    gym.boot(TOPS, 5, "top")
    gym.member("A002", "010-1000-0002")
    gym.grant("A002", 5)
    towel, top = rent(gym, "one"), rent(gym, "two", "P-TOP")
    other = gym.rent("three", member_id="A002").get_json()["rental_id"]
    assert ids(gym, "member=A002") == [other]
    assert ids(gym, f"device={TOPS}") == [top]
    assert ids(gym, f"device={TOWELS}") == [other, towel]


def test_a_day_is_the_gyms(gym: Gym) -> None:
    gym.now = 1_763_909_999_000  # 2025-11-23T23:59:59 in Seoul
    before, after = rent(gym, "one"), rent(gym, "two")
    assert ids(gym, "day=2025-11-23") == [before]
    assert ids(gym, "day=2025-11-24") == [after]


@pytest.mark.parametrize(
    ("query", "field"), [("state=x", "state"), ("day=2025-13-01", "day"), ("before=x", "before")]
)
def test_what_cannot_narrow_is_refused_by_name(gym: Gym, query: str, field: str) -> None:
    assert page(gym, query)["errors"][0]["field"] == field


@pytest.mark.parametrize(("shown", "looked_at"), [(2, 300), (30, 2)])
def test_pages_tell_each_rental_once_even_those_of_one_moment(
    make_gym: Callable[..., Gym], monkeypatch: pytest.MonkeyPatch, shown: int, looked_at: int
) -> None:
    monkeypatch.setattr(rental_list, "SHOWN", shown)
    monkeypatch.setattr(listing, "LOOKED_AT", looked_at)
    gym = make_gym()
    gym.boot(TOWELS, 20)
    made = {str(gym.rent(f"tap {number}").get_json()["rental_id"]) for number in range(5)}
    seen, query = [], ""
    for _ in range(4):
        told = page(gym, query)
        seen += [one["rental_id"] for one in told["rentals"]]
        if told["next"] is None:
            break
        query = f"before={told['next']}"
    assert (len(seen), set(seen)) == (5, made)
