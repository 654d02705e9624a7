"""Who is at the kiosk: found as people type their number, and nobody walks through the phone book."""

import pytest
from werkzeug.test import TestResponse

from tests.support.gym import Gym, code

MEMBER = {"phone": "01010000001"}


def _identify(gym: Gym, who: dict[str, str], kiosk: str = "k1") -> TestResponse:
    return gym.post("/api/members/identify", who, Kiosk=kiosk)


def _miss(gym: Gym, times: int, kiosk: str = "k1") -> list[str]:
    return [code(_identify(gym, {"phone": f"0109999{n:04}"}, kiosk)) for n in range(times)]


@pytest.mark.parametrize(
    "typed", ["010-1000-0001", "010 1000 0001", "+82 10-1000-0001", "0082 10 1000 0001", "０１０１００００００１"]
)
def test_a_member_is_found_as_people_type_his_number(gym: Gym, typed: str) -> None:
    assert _identify(gym, {"phone": typed}).get_json()["member"]["member_id"] == "A001"


def test_ten_lookups_may_find_nobody_and_the_next_begins_a_wait(gym: Gym) -> None:
    assert _miss(gym, 12) == ["member-not-found"] * 11 + ["too-many-attempts"]


def test_the_lookup_that_begins_a_wait_tells_it(gym: Gym) -> None:
    _miss(gym, 10)
    answer = _identify(gym, {"phone": "01099999999"})
    assert (answer.get_json()["retry_after"], answer.headers["Retry-After"]) == (5, "5")


def test_in_the_wait_not_even_a_member_is_found(gym: Gym) -> None:
    _miss(gym, 11)
    answer = _identify(gym, MEMBER)
    assert (answer.status_code, answer.get_json()["retry_after"], answer.get_json()["scope"]) == (429, 5, "kiosk")


def test_after_the_wait_members_are_found_again(gym: Gym) -> None:
    _miss(gym, 11)
    gym.pass_by(5)
    assert _identify(gym, MEMBER).status_code == 200


def test_the_next_wait_is_twice_as_long_although_members_were_found_between(gym: Gym) -> None:
    _miss(gym, 11)
    gym.pass_by(5)
    _identify(gym, MEMBER)
    assert _identify(gym, {"phone": "01099999999"}).get_json()["retry_after"] == 10


def test_found_members_do_not_count(gym: Gym) -> None:
    assert {_identify(gym, MEMBER).status_code for _ in range(15)} == {200}


def test_a_suspended_member_was_found(gym: Gym) -> None:
    gym.member("A001", "010-1000-0001", status="suspended")
    assert {code(_identify(gym, MEMBER)) for _ in range(15)} == {"member-suspended"}


def test_every_way_of_looking_counts(gym: Gym) -> None:
    for number in range(4):
        _identify(gym, {"phone": f"0109999{number:04}"})
        _identify(gym, {"nfc_uid": f"DEADBEEF{number:02}"})
        _identify(gym, {"member_id": f"nobody-{number}"})
    assert code(_identify(gym, MEMBER)) == "too-many-attempts"


def test_other_kiosks_do_not_wait(gym: Gym) -> None:
    _miss(gym, 11)
    assert _identify(gym, MEMBER, "k2").status_code == 200


def test_a_kiosk_forgets_ten_minutes_after_the_last_miss(gym: Gym) -> None:
    _miss(gym, 10)
    gym.pass_by(600)
    assert _miss(gym, 11) == ["member-not-found"] * 11


def test_lookups_and_pins_are_counted_apart(gym: Gym) -> None:
    _miss(gym, 11)
    assert gym.rent().status_code == 202


def test_a_kiosk_whose_name_is_none_is_refused(gym: Gym) -> None:
    assert _identify(gym, MEMBER, "k 1").get_json()["errors"][0]["field"] == "Kiosk"
