"""Sixteen clients reach for one thing at the same moment, time after time: each time one of them gets it.

`place` is called directly: hashing PINs would take most of the time, and space the orders out.
"""

import os
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

import pytest
from sqlalchemy import func, select

from services.rental_api.ledger import entries as book
from services.rental_api.ledger.tables import entries
from services.rental_api.problems import Problem
from services.rental_api.rentals.place import Order, place
from tests.support.gym import START, TOWELS, Gym

CLIENTS = 16
ROUNDS = int(os.environ.get("ROUNDS", "12"))
"""`make long` plays 200; without the lock that a write begins with, the first one fails."""
WON = "won"
DAY_MS = 86_400_000


@dataclass(frozen=True)
class Race:
    """What there is one of: each round ends with one `WON` and fifteen times the code `refusal`.

    `set_up` says which member each client rents for, `renew` puts one back before every round.
    """

    set_up: Callable[[Gym], list[str]]
    renew: Callable[[Gym], None]
    refusal: str


def _sixteen_times_the_same_member(gym: Gym) -> list[str]:
    return ["A001"] * CLIENTS


def _sixteen_members_with_plenty(gym: Gym) -> list[str]:
    members = [f"C{number:03}" for number in range(CLIENTS)]
    for number, member_id in enumerate(members):
        gym.member(member_id, f"010-3000-{number:04}")
        gym.grant(member_id, ROUNDS)
    return members


def _leave_one_use(gym: Gym) -> None:
    gym.tell(TOWELS, stock=20)
    missing = 1 - gym.balance()
    with gym.ctx.engine.begin() as conn:
        book.post(conn, gym.pass_id, "adjust", missing, START)


def _the_same_member_with_a_voucher(gym: Gym) -> list[str]:
    _take_all_uses(gym)
    gym.price(1000)
    gym.pass_id = gym.give("voucher", amount=1000)
    return _sixteen_times_the_same_member(gym)


def _leave_the_price_of_one(gym: Gym) -> None:
    """A thousand won, and a little that pays for nothing."""
    gym.tell(TOWELS, stock=20)
    with gym.ctx.engine.begin() as conn:
        book.post(conn, gym.pass_id, "adjust", 1999 - gym.balance(), START)


def _the_same_member_with_one_a_day(gym: Gym) -> list[str]:
    _take_all_uses(gym)
    gym.pass_id = gym.give("subscription", daily_limits={"towel": 1})
    return _sixteen_times_the_same_member(gym)


def _let_a_day_pass(gym: Gym) -> None:
    gym.tell(TOWELS, stock=20)
    gym.now += DAY_MS


def _take_all_uses(gym: Gym) -> None:
    with gym.ctx.engine.begin() as conn:
        book.post(conn, gym.pass_id, "adjust", -gym.balance(), START)


def _leave_one_towel(gym: Gym) -> None:
    gym.tell(TOWELS, stock=1)


RACES = {
    "the last use of a pass": Race(_sixteen_times_the_same_member, _leave_one_use, "insufficient-balance"),
    "the last won of a voucher": Race(
        _the_same_member_with_a_voucher, _leave_the_price_of_one, "insufficient-balance"
    ),
    "the last daily use": Race(_the_same_member_with_one_a_day, _let_a_day_pass, "insufficient-balance"),
    "the last towel": Race(_sixteen_members_with_plenty, _leave_one_towel, "out-of-stock"),
}


def _reach(gym: Gym, member_id: str, key: str, line: Barrier) -> str:
    """What became of one client's order for a towel."""
    line.wait(30)
    try:
        place(gym.ctx, Order(member_id, {"P-TOWEL": 1}, None, None, key, "digest"))
    except Problem as problem:
        return problem.code
    return WON


def _run(gym: Gym, race: Race) -> Counter[tuple[tuple[str, int], ...]]:
    """How often each outcome of a round came; an outcome is how many clients were told what."""
    members, line = race.set_up(gym), Barrier(CLIENTS)
    outcomes: Counter[tuple[tuple[str, int], ...]] = Counter()
    with ThreadPoolExecutor(CLIENTS) as clients:
        for number in range(ROUNDS):
            race.renew(gym)
            told = [clients.submit(_reach, gym, who, f"{number}-{n}", line) for n, who in enumerate(members)]
            outcomes[tuple(sorted(Counter(one.result() for one in told).items()))] += 1
            for item in gym.items():
                gym.hand_out(item)
    return outcomes


def _count(gym: Gym, kind: str) -> int:
    with gym.ctx.reads.begin() as conn:
        return conn.execute(select(func.count()).where(entries.c.kind == kind)).scalar_one()


@pytest.mark.lesson(7)
@pytest.mark.parametrize("race", RACES.values(), ids=list(RACES))
def test_one_of_sixteen_gets_what_is_left_in_every_round(gym: Gym, race: Race) -> None:
    assert _run(gym, race) == {tuple(sorted({WON: 1, race.refusal: CLIENTS - 1}.items())): ROUNDS}
    assert (_count(gym, "hold"), _count(gym, "post"), _count(gym, "release")) == (ROUNDS, ROUNDS, 0)
    assert gym.difference() is None
