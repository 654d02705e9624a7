"""Counting failures, in Redis, so that every process counts the same. If Redis loses all, the limits start anew.

A try is counted as a failure before anybody looks at it, in one step with the look at the wait: many at once get no
more tries than one by one. What turns out to be right is taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from redis import Redis

from services.rental_api.limit_scripts import COUNT, TAKE_BACK
from services.rental_api.problems import Problem
from services.rental_api.rules.waits import Limit, left_before_wait, wait_after, waits
from shared.clock import Clock


@dataclass(frozen=True)
class Counter:
    """Where failures are counted, whose they are (`member` or `kiosk`), and how many there may be."""

    key: str
    scope: str
    limit: Limit

    @property
    def said_to_redis(self) -> tuple[int, str]:
        return self.limit.memory * 1000, " ".join(str(seconds * 1000) for seconds in waits(self.limit))


@dataclass(frozen=True)
class Counted:
    """A counter with this try in it. `at` is this try's time, `before` the failure's before it; UTC ms."""

    counter: Counter
    failures: int
    at: int
    before: int

    @property
    def left(self) -> int:
        return left_before_wait(self.counter.limit, self.failures)

    @property
    def wait(self) -> int:
        """Seconds, if this try turns out wrong."""
        return wait_after(self.counter.limit, self.failures)


class Limits:
    """One a process. Each method is one round trip to Redis."""

    def __init__(self, redis: Redis, clock: Clock) -> None:
        self._clock = clock
        self._count = redis.register_script(COUNT)
        self._take_back = redis.register_script(TAKE_BACK)

    def count(self, *counters: Counter) -> list[Counted]:
        """Counts one failure with each; during a wait raises `/too-many-attempts` and counts nothing."""
        now = self._clock()
        limits = [value for one in counters for value in one.said_to_redis]
        told: Any = self._count([one.key for one in counters], [now, *limits])
        if told[0]:
            raise _too_many(counters[told[0] - 1], ceil(told[1] / 1000))
        pairs = zip(counters, told[1::2], told[2::2], strict=True)
        return [Counted(counter, failures, now, before) for counter, failures, before in pairs]

    def take_back(self, counted: Counted, *forgotten: Counter) -> None:
        """It was no failure; and the `forgotten` counters begin anew."""
        keys = [counted.counter.key, *(one.key for one in forgotten)]
        self._take_back(keys, [counted.at, counted.before])


def wait_told(counted: Sequence[Counted]) -> dict[str, Any]:
    """What an answer says of the wait that a failure began: `retry_after` (s) and `scope`; nothing without one."""
    longest = max(counted, key=lambda one: one.wait)
    return {"retry_after": longest.wait, "scope": longest.counter.scope} if longest.wait else {}


def _too_many(counter: Counter, seconds: int) -> Problem:
    detail = f"Wait {seconds} s before the next try."
    return Problem("too-many-attempts", detail, retry_after=seconds, scope=counter.scope)
