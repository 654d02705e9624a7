"""How often rounds are made, and what becomes of one that failed."""

from collections.abc import Callable

import fakeredis
import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisGone

from services.sheets_sync.health import Health
from services.sheets_sync.inbox import Inbox
from services.sheets_sync.runner import Pace, Runner
from services.sheets_sync.workbook import WorkbookError
from shared.keys import Keys

PACE = Pace(busy=6.0, idle=10.0)
KEYS = Keys("gym-1")


class FakeRounds:
    pending = 3

    def __init__(self) -> None:
        self.fails: Exception | None = None

    def run(self) -> None:
        if self.fails:
            raise self.fails


@pytest.fixture
def rounds() -> FakeRounds:
    return FakeRounds()


@pytest.fixture
def redis() -> Redis:
    return fakeredis.FakeRedis(decode_responses=True)


@pytest.fixture
def once(rounds: FakeRounds, redis: Redis) -> Callable[[], float]:
    return Runner(rounds, Inbox(), Health(redis, KEYS, lambda: 17), PACE, lambda: 1.0).once  # type: ignore[arg-type]


def test_a_round_leaves_its_time_and_what_waits(once: Callable[[], float], redis: Redis) -> None:
    assert once() == 6.0
    assert redis.hgetall(KEYS.workbook) == {"well_at": "17", "pending": "3", "error": ""}


def test_failures_in_a_row_are_followed_by_growing_pauses(once: Callable[[], float], rounds: FakeRounds) -> None:
    rounds.fails = WorkbookError("offline")
    assert [once() for _ in range(8)] == [6.0, 6.0, 6.0, 8.0, 16.0, 32.0, 64.0, 64.0]


def test_what_failed_is_left_where_the_operator_looks(
    once: Callable[[], float], rounds: FakeRounds, redis: Redis
) -> None:
    rounds.fails = WorkbookError("the sheet is not shared")
    once()
    assert redis.hget(KEYS.workbook, "error") == "the sheet is not shared"


def test_it_waits_as_long_as_the_other_side_asks(once: Callable[[], float], rounds: FakeRounds) -> None:
    rounds.fails = WorkbookError("slow down", wait=30.0)
    assert once() == 30.0


def test_a_good_round_ends_the_row_of_failures(once: Callable[[], float], rounds: FakeRounds) -> None:
    rounds.fails = WorkbookError("offline")
    for _ in range(5):
        once()
    rounds.fails = None
    once()
    rounds.fails = WorkbookError("offline")
    assert once() == 6.0


def test_a_lost_redis_does_not_end_the_rounds(once: Callable[[], float], rounds: FakeRounds) -> None:
    rounds.fails = RedisGone("gone")
    assert once() == 6.0


def test_every_round_is_told_with_its_end(rounds: FakeRounds, redis: Redis) -> None:
    told: list[str] = []
    health = Health(redis, KEYS, lambda: 17)
    runner = Runner(rounds, Inbox(), health, PACE, lambda: 1.0, lambda outcome, _: told.append(outcome))  # type: ignore[arg-type]
    for rounds.fails in (None, WorkbookError("offline"), RedisGone("gone")):
        runner.once()
    assert told == ["ok", "failed", "no_redis"]
