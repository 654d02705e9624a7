from redis import Redis
from redis.exceptions import BusyLoadingError
from redis.exceptions import ConnectionError as RedisGone

from shared.redis_client import wait_for


class Late(Redis):
    """Answers once it has been asked for long enough."""

    def __init__(self) -> None:
        self.answers: list[bool | Exception] = [RedisGone("refused"), RedisGone("refused"), BusyLoadingError(), True]

    def ping(self, **_: object) -> bool:
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def __del__(self) -> None:
        pass


def test_a_process_that_starts_before_redis_asks_until_it_answers() -> None:
    redis, pauses = Late(), list[float]()
    wait_for(redis, pauses.append)
    assert (redis.answers, len(pauses)) == ([], 3)
