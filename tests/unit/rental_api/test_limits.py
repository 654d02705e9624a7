"""Failures counted in Redis, with time by hand."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import fakeredis
import pytest

from services.rental_api.limits import Counted, Counter, Limits, wait_told
from services.rental_api.problems import Problem
from services.rental_api.rules.waits import Limit

MINE = Counter("mine", "member", Limit(free=2, first=30, longest=100, memory=3600))
HERE = Counter("here", "kiosk", Limit(free=4, first=10, longest=40, memory=600))


class Redis(fakeredis.FakeRedis):
    """Counts the round trips."""

    trips = 0

    def execute_command(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - redis-py's own signature
        self.trips += 1
        return super().execute_command(*args, **options)


class World:
    def __init__(self) -> None:
        self.now = 1_763_900_000_000
        self.redis = Redis(decode_responses=True)
        self.limits = Limits(self.redis, lambda: self.now)

    def after(self, seconds: float) -> "World":
        self.now += round(seconds * 1000)
        return self

    def fail(self, times: int = 1, counter: Counter = MINE) -> Counted:
        return [self.limits.count(counter)[0] for _ in range(times)][-1]

    def wait(self, *counters: Counter) -> tuple[int, str]:
        """Seconds and whose wait it is; the try must be refused."""
        with pytest.raises(Problem) as refused:
            self.limits.count(*(counters or (MINE,)))
        return refused.value.more["retry_after"], refused.value.more["scope"]


@pytest.fixture
def world() -> World:
    return World()


def test_the_first_failures_cost_no_wait(world: World) -> None:
    assert [(one.failures, one.left, one.wait) for one in (world.fail(), world.fail())] == [(1, 2, 0), (2, 1, 0)]


def test_the_failure_after_the_free_ones_begins_a_wait(world: World) -> None:
    assert wait_told([world.fail(3)]) == {"retry_after": 30, "scope": "member"}
    assert world.wait() == (30, "member")


def test_a_wait_is_told_in_whole_seconds_rounded_up(world: World) -> None:
    world.fail(3)
    assert world.after(28.5).wait() == (2, "member")


def test_a_try_in_a_wait_is_not_counted(world: World) -> None:
    world.fail(3)
    world.wait()
    assert world.after(30).fail().failures == 4


def test_each_failure_doubles_the_wait_up_to_the_longest(world: World) -> None:
    world.fail(2)
    assert [world.after(100).fail().wait for _ in range(4)] == [30, 60, 100, 100]


def test_failures_are_forgotten_some_time_after_the_last(world: World) -> None:
    world.fail(2)
    assert world.after(3599).fail().failures == 3
    assert world.after(3600).fail().failures == 1


def test_what_is_forgotten_does_not_stay_in_redis(world: World) -> None:
    world.fail()
    assert 0 < world.redis.pttl("mine") <= 3_600_000


def test_many_at_once_get_no_more_tries_than_one_by_one(world: World) -> None:
    def guess(_: int) -> bool:
        try:
            return bool(world.limits.count(MINE, HERE))
        except Problem:
            return False

    with ThreadPoolExecutor(16) as fingers:
        assert sum(fingers.map(guess, range(16))) == 3


def test_where_several_count_the_longer_wait_is_told(world: World) -> None:
    world.fail(5, HERE)
    assert world.wait(HERE, MINE) == (10, "kiosk")
    world.fail(3, MINE)
    assert world.wait(HERE, MINE) == (30, "member")


def test_a_try_that_one_counter_refuses_is_counted_by_none(world: World) -> None:
    world.fail(3, MINE)
    world.wait(MINE, HERE)
    assert world.fail(counter=HERE).failures == 1


def test_what_is_taken_back_was_no_failure(world: World) -> None:
    world.fail(2)
    world.limits.take_back(world.fail())
    assert world.fail().failures == 3


def test_what_is_taken_back_leaves_nothing_where_nothing_was(world: World) -> None:
    world.limits.take_back(world.fail())
    assert not world.redis.exists("mine")


def test_what_is_taken_back_keeps_nothing_from_being_forgotten(world: World) -> None:
    world.fail(2)
    world.limits.take_back(world.after(3000).fail())
    assert world.after(600).fail().failures == 1


def test_what_is_taken_back_begins_no_wait_anew(world: World) -> None:
    world.fail(3)
    world.limits.take_back(world.after(31).fail())
    assert world.fail().failures == 4


def test_a_failure_counted_meanwhile_stays_counted_at_its_time(world: World) -> None:
    world.fail(1)
    right = world.after(5).fail()
    world.after(5).fail()
    world.limits.take_back(right)
    assert world.after(3599).fail().failures == 3


def test_other_counters_can_begin_anew_in_the_same_step(world: World) -> None:
    world.fail(2, MINE)
    world.limits.take_back(world.fail(counter=HERE), MINE)
    assert world.fail(counter=MINE).failures == 1


def test_a_try_and_taking_it_back_are_one_round_trip_each(world: World) -> None:
    world.limits.take_back(world.limits.count(HERE, MINE)[0], MINE)
    before = world.redis.trips
    world.limits.take_back(world.limits.count(HERE, MINE)[0], MINE)
    assert world.redis.trips - before == 2


def test_a_redis_that_lost_everything_starts_the_limits_anew(world: World) -> None:
    world.fail(3)
    world.redis.flushall()
    world.redis.script_flush()
    assert world.fail().failures == 1


def test_a_clock_set_back_lengthens_no_wait_beyond_a_whole_one(world: World) -> None:
    world.fail(3)
    assert world.after(-7200).wait() == (30, "member")
    assert world.after(30).fail().failures == 4
