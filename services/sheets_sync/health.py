"""How the workbook is doing, left in Redis for the operator: when a round last went well, and what waits."""

from redis import Redis
from redis.exceptions import RedisError

from shared.clock import Clock
from shared.keys import Keys


class Health:
    """The hash `Keys.workbook`: `well_at` (UTC ms), `pending` rows, `error` (blank while all is well)."""

    def __init__(self, redis: Redis, keys: Keys, clock: Clock) -> None:
        self._redis = redis
        self._key = keys.workbook
        self._clock = clock

    def is_well(self, pending: int) -> None:
        self._redis.hset(self._key, mapping={"well_at": self._clock(), "pending": pending, "error": ""})

    def is_ill(self, error: str, pending: int) -> None:
        """Never fails: it is told while something else has failed."""
        try:
            self._redis.hset(self._key, mapping={"error": error, "pending": pending})
        except RedisError:
            return
