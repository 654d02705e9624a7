"""PINs looked at, with a hasher that counts: what a guess costs says nothing about the member."""

import fakeredis
import pytest
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from services.rental_api.limits import Limits
from services.rental_api.pins import Pins
from services.rental_api.problems import Problem
from shared.keys import Keys
from shared.pins import HASHER

RIGHT, WRONG = "246810", "000000"
KEYS = Keys("gym-1")


class Spy(PasswordHasher):
    """Compares at once, and remembers against which hashes."""

    def __init__(self) -> None:
        super().__init__()
        self.looked_at: list[str] = []

    def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
        return f"hash of {password!r}"

    def verify(self, hash: str | bytes, password: str | bytes) -> bool:  # type: ignore[override]  # noqa: A002
        self.looked_at.append(str(hash))
        if hash != self.hash(password):
            raise VerifyMismatchError
        return True


class Door:
    """Where PINs are given; member A001 has one."""

    def __init__(self) -> None:
        self.now = 1_763_900_000_000
        self.spy = Spy()
        self.pins = Pins(Limits(fakeredis.FakeRedis(decode_responses=True), lambda: self.now), KEYS, self.spy)

    def give(self, pin: str, member: str = "A001", kiosk: str = "k1") -> str:
        """The refusal's code, `right` without one."""
        try:
            self.pins.check(kiosk, member, self.spy.hash(RIGHT) if member == "A001" else None, pin)
        except Problem as refused:
            return refused.code
        return "right"


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.mark.parametrize(("member", "pin"), [("A001", RIGHT), ("A001", WRONG), ("without", WRONG)])
def test_every_guess_costs_one_look_at_a_hash(door: Door, member: str, pin: str) -> None:
    door.give(pin, member)
    assert len(door.spy.looked_at) == 1


def test_a_member_without_a_pin_has_no_right_one(door: Door) -> None:
    assert [door.give(pin, "without") for pin in (RIGHT, WRONG, "None", "")] == ["wrong-pin"] * 4


def test_a_member_without_a_pin_is_limited_like_any_other(door: Door) -> None:
    codes = [door.give(WRONG, "without") for _ in range(6)]
    assert codes == ["wrong-pin"] * 5 + ["too-many-attempts"]


def test_in_a_wait_no_hash_is_looked_at(door: Door) -> None:
    for _ in range(5):
        door.give(WRONG)
    assert door.give(RIGHT) == "too-many-attempts"
    assert len(door.spy.looked_at) == 5


def test_the_right_pin_clears_the_members_count(door: Door) -> None:
    codes = [door.give(pin) for pin in [WRONG] * 4 + [RIGHT] + [WRONG] * 4 + [RIGHT]]
    assert codes == (["wrong-pin"] * 4 + ["right"]) * 2


def test_a_pin_of_his_own_does_not_clear_what_somebody_guessed_at_the_kiosk(door: Door) -> None:
    guesses = [(door.give(WRONG, f"B{n}"), door.give(RIGHT)) for n in range(13)]
    assert guesses[-1] == ("wrong-pin", "too-many-attempts")


def test_right_pins_alone_never_make_a_kiosk_wait(door: Door) -> None:
    assert {door.give(RIGHT) for _ in range(40)} == {"right"}


def test_a_hash_that_is_none_is_a_wrong_pin() -> None:
    pins = Pins(Limits(fakeredis.FakeRedis(decode_responses=True), lambda: 0), KEYS, HASHER)
    with pytest.raises(Problem, match="wrong-pin"):
        pins.check("k1", "A001", "no hash", RIGHT)


def test_nobodys_hash_is_made_like_a_members() -> None:
    """Or the time it takes would tell one from the other."""
    pins = Pins(Limits(fakeredis.FakeRedis(), lambda: 0), KEYS, HASHER)
    assert not HASHER.check_needs_rehash(pins._nobodys)
