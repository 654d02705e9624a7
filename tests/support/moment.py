"""A gym as it was at one moment, for test after test: quicker than furnishing one for each. On SQLite."""

from pathlib import Path

from tests.support.gym import Gym
from tests.support.ledgers import put


class Moment:
    """Taken when made: what is in the ledger and in Redis, and what time it is."""

    def __init__(self, gym: Gym) -> None:
        self.gym = gym
        self._now, self._messages = gym.now, gym.messages
        gym.ctx.engine.dispose()
        self._file = Path(str(gym.ctx.engine.url.database))
        self._ledger = self._file.read_bytes()
        redis = gym.ctx.jobs_redis
        self._redis = {key: (max(redis.pttl(key), 0), redis.dump(key)) for key in redis.scan_iter()}

    def again(self) -> Gym:
        """All that happened since is undone."""
        self.gym.now, self.gym.messages = self._now, self._messages
        self.gym.ctx.engine.dispose()
        put(self._ledger, self._file)
        self.gym.ctx.jobs_redis.flushall()
        for key, (ttl, value) in self._redis.items():
            self.gym.ctx.jobs_redis.restore(key, ttl, value)
        return self.gym
