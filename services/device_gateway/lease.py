"""The lease on the one MQTT connection (lesson 1): who holds it may connect, everybody else stands by."""

import secrets
from collections.abc import Callable
from threading import Event
from time import monotonic, sleep

import structlog
from redis import Redis
from redis.exceptions import RedisError

EXTEND = """
local owner = redis.call('get', KEYS[1])
if owner and owner ~= ARGV[1] then return 0 end
redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
RELEASE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0"
RENEWALS = 3
log = structlog.get_logger()


class LeaseLostError(Exception):
    """This process may not act as the gateway any more."""


class Lease:
    """One attempt to be the gateway. `redis` must give up on an answer well within `seconds`."""

    def __init__(self, redis: Redis, key: str, seconds: float) -> None:
        self.renew_seconds = seconds / RENEWALS
        self._redis = redis
        self._key = key
        self._seconds = seconds
        self._owner = secrets.token_hex(16)
        self._until = 0.0

    def take(self) -> bool:
        """Takes it where it is free; raises RedisError."""
        asked = monotonic()
        if not self._redis.set(self._key, self._owner, nx=True, px=self._milliseconds):
            return False
        self._until = asked + self._seconds
        return True

    def extend(self) -> bool:
        """False where somebody else has it. One that Redis has forgotten is taken anew, nobody else having it."""
        asked = monotonic()
        if not self._redis.eval(EXTEND, 1, self._key, self._owner, self._milliseconds):
            self._until = 0.0
            return False
        self._until = asked + self._seconds
        return True

    def release(self) -> None:
        self._until = 0.0
        self._redis.eval(RELEASE, 1, self._key, self._owner)

    @property
    def seconds_left(self) -> float:
        """Until then nobody else can have it, whatever has become of Redis. Counted by this process's own clock."""
        return self._until - monotonic()

    def check(self) -> None:
        """Raises LeaseLostError once it has run out, such as after this process was stopped for a while."""
        if self.seconds_left <= 0:
            raise LeaseLostError

    @property
    def _milliseconds(self) -> int:
        return round(self._seconds * 1000)


def stand_by(lease: Lease, pause: Callable[[float], None] = sleep) -> None:
    """Returns once the lease is this process's. Neither another holder nor a missing Redis ends the wait."""
    waiting_for = ""
    while True:
        try:
            if lease.take():
                log.info("lease taken")
                return
            reason = "another gateway holds the lease"
        except RedisError as error:
            reason = f"Redis does not answer: {error}"
        if reason != waiting_for:
            log.warning("standing by", reason=reason)
            waiting_for = reason
        pause(lease.renew_seconds / 4)


def keep(lease: Lease, stopping: Event, alive: Callable[[], bool]) -> None:
    """Renews until `stopping`; raises LeaseLostError once the lease is lost or the network thread is not `alive`."""
    while not stopping.wait(min(lease.renew_seconds, max(lease.seconds_left, 0))):
        if not alive():
            raise LeaseLostError("the MQTT network thread has ended")
        _renew(lease)
        lease.check()


def _renew(lease: Lease) -> None:
    try:
        if not lease.extend():
            raise LeaseLostError("another gateway holds the lease")
    except RedisError as error:
        log.warning("lease not renewed", error=str(error), seconds_left=round(lease.seconds_left, 1))
