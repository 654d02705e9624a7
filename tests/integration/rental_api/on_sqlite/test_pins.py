"""Wrong PINs through the API: how many, for whom, at which kiosk, and what is told."""

from dataclasses import replace
from typing import Any

import pytest
from argon2 import PasswordHasher
from werkzeug.test import TestResponse

from services.rental_api.app import create_app
from shared.pins import HASHER
from tests.support.gym import PIN, TOWELS, Gym, code

WRONG = "000000"


def _rent(gym: Gym, pin: str = PIN, member: str = "A001", kiosk: str = "k1", key: str = "tap") -> TestResponse:
    body = {"member_id": member, "pin": pin, "items": [{"product_id": "P-TOWEL", "quantity": 1}]}
    return gym.post("/api/rentals", body, **{"Idempotency-Key": key, "Kiosk": kiosk})


def _guess(gym: Gym, times: int, **more: str) -> list[str]:
    return [code(_rent(gym, WRONG, **more)) for _ in range(times)]


def _guess_many(gym: Gym, times: int, kiosk: str = "k1") -> None:
    """One wrong PIN for each of so many members, so that none of them has to wait."""
    for number in range(times):
        assert _guess(gym, 1, member=f"nobody-{number}", kiosk=kiosk) == ["wrong-pin"]


def test_a_wrong_pin_tells_how_many_are_left(gym: Gym) -> None:
    assert [_rent(gym, WRONG).get_json()["attempts_left"] for _ in range(5)] == [4, 3, 2, 1, 0]


def test_the_fifth_wrong_pin_tells_the_wait_it_begins(gym: Gym) -> None:
    _guess(gym, 4)
    answer = _rent(gym, WRONG)
    assert (code(answer), answer.headers["Retry-After"]) == ("wrong-pin", "30")
    assert (answer.get_json()["retry_after"], answer.get_json()["scope"]) == (30, "member")


def test_in_the_wait_even_the_right_pin_is_refused_and_told_how_long(gym: Gym) -> None:
    _guess(gym, 5)
    gym.pass_by(10)
    answer = _rent(gym)
    assert (answer.status_code, code(answer), answer.headers["Retry-After"]) == (429, "too-many-attempts", "20")
    assert (answer.get_json()["retry_after"], answer.get_json()["scope"]) == (20, "member")
    assert gym.balance() == 10


def test_after_the_wait_the_right_pin_rents(gym: Gym) -> None:
    _guess(gym, 5)
    gym.pass_by(30)
    assert _rent(gym).status_code == 202


def test_after_the_wait_one_more_wrong_pin_doubles_it(gym: Gym) -> None:
    _guess(gym, 5)
    gym.pass_by(30)
    assert _rent(gym, WRONG).get_json()["retry_after"] == 60


def test_a_member_waits_at_every_kiosk(gym: Gym) -> None:
    _guess(gym, 5)
    assert code(_rent(gym, kiosk="k2")) == "too-many-attempts"


def test_many_members_wrong_pins_make_their_kiosk_wait(gym: Gym) -> None:
    _guess_many(gym, 13)
    answer = _rent(gym)
    assert (code(answer), answer.get_json()["retry_after"]) == ("too-many-attempts", 10)
    assert answer.get_json()["scope"] == "kiosk"


def test_another_kiosk_does_not_wait_with_it(gym: Gym) -> None:
    _guess_many(gym, 13)
    assert _rent(gym, kiosk="k2").status_code == 202


def test_what_is_left_at_the_kiosk_is_told_where_it_is_less(gym: Gym) -> None:
    _guess_many(gym, 11)
    assert _rent(gym, WRONG).get_json()["attempts_left"] == 1


def test_a_kiosk_forgets_after_ten_minutes(gym: Gym) -> None:
    _guess_many(gym, 12)
    gym.pass_by(600)
    assert _rent(gym, WRONG).get_json()["attempts_left"] == 4


def test_who_leaves_the_header_out_is_a_kiosk_too(gym: Gym) -> None:
    _guess_many(gym, 13, kiosk="default")
    assert code(gym.rent()) == "too-many-attempts"


@pytest.mark.parametrize("name", ["", " ", "k 1", "키오스크", "k" * 41, "k/1"])
def test_a_kiosk_whose_name_is_none_is_refused(gym: Gym, name: str) -> None:
    answer = _rent(gym, kiosk=name.encode().decode("latin-1"))
    assert (code(answer), answer.get_json()["errors"][0]["field"]) == ("invalid-request", "Kiosk")


@pytest.mark.parametrize("name", ["k1", "192.168.0.21", "fe80::1", "k" * 40, "gym_1-left"])
def test_a_kiosk_is_named_by_what_it_is_or_where(gym: Gym, name: str) -> None:
    assert _rent(gym, kiosk=name).status_code == 202


def test_an_unknown_member_is_answered_like_a_wrong_pin(gym: Gym) -> None:
    answers = [[_rent(gym, WRONG, who, who).get_json() for _ in range(6)] for who in ("A001", "nobody")]
    assert answers[0] == answers[1]


@pytest.mark.parametrize("status", ["suspended", "inactive"])
def test_who_may_not_rent_is_told_so_after_the_right_pin_only(gym: Gym, status: str) -> None:
    gym.member("A001", "010-1000-0001", status=status)
    assert (code(_rent(gym, WRONG)), code(_rent(gym))) == ("wrong-pin", f"member-{status}")


def test_an_accepted_order_sent_again_by_a_member_suspended_since_has_the_same_answer(gym: Gym) -> None:
    first = _rent(gym)
    gym.member("A001", "010-1000-0001", status="suspended")
    assert _rent(gym).get_json()["rental_id"] == first.get_json()["rental_id"]


def test_an_accepted_order_sent_again_after_a_wrong_pin_has_the_same_answer(gym: Gym) -> None:
    first = _rent(gym)
    _guess(gym, 4)
    assert _rent(gym).get_json()["rental_id"] == first.get_json()["rental_id"]
    assert gym.balance() == 9


class _Counting(PasswordHasher):
    """The real one, counting."""

    looks = 0

    def verify(self, *args: Any, **more: Any) -> Any:  # type: ignore[override]  # noqa: ANN401
        self.looks += 1
        return HASHER.verify(*args, **more)


@pytest.mark.parametrize(("member", "pin"), [("A001", PIN), ("A001", WRONG), ("nobody", PIN)])
def test_a_known_and_an_unknown_member_cost_the_same_work(gym: Gym, member: str, pin: str) -> None:
    hasher = _Counting()
    gym.client = create_app(replace(gym.ctx, hasher=hasher)).test_client()
    _rent(gym, pin, member)
    assert hasher.looks == 1


def test_a_quote_for_nobody_says_so_to_the_kiosk(gym: Gym) -> None:
    body = {"member_id": "nobody", "items": [{"product_id": "P-TOWEL", "quantity": 1}]}
    assert code(gym.post("/api/quotes", body)) == "member-not-found"


def test_wrong_pins_hold_nothing(gym: Gym) -> None:
    _guess(gym, 5)
    assert (gym.balance(), gym.items(), gym.commands()) == (10, [], [])
    gym.leave(TOWELS)
    assert code(_rent(gym)) == "too-many-attempts"
