"""Connections to Redis, the one way this product opens them."""

from collections.abc import Callable
from time import sleep

import structlog
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

AGAIN_SECONDS = 0.25
log = structlog.get_logger()


def connect(url: str, timeout: float | None = None) -> Redis:
    """A client that fails at once when Redis is gone, and after `timeout` seconds when it hangs.

    No hidden retry: a command whose answer was lost may have been carried out, and only the caller knows
    whether repeating it is harmless.
    """
    client: Redis = Redis.from_url(
        url,
        decode_responses=True,
        retry=Retry(NoBackoff(), 0),
        socket_connect_timeout=2,
        socket_timeout=timeout,
    )
    return client


def connect_for_jobs(url: str) -> Redis:
    """The same without decoding: RQ keeps bytes."""
    client: Redis = Redis.from_url(url, retry=Retry(NoBackoff(), 0), socket_connect_timeout=2)
    return client


def wait_for(redis: Redis, pause: Callable[[float], None] = sleep) -> None:
    """Returns once it answers: for a process that starts.

    One that ended because there is no Redis yet would be loaded again and again, and keep a Pi's cores from whatever
    Redis waits for.
    """
    waiting_for = ""
    while True:
        try:
            redis.ping()
        except RedisError as error:
            if str(error) != waiting_for:
                log.warning("waiting for Redis", reason=str(error))
                waiting_for = str(error)
            pause(AGAIN_SECONDS)
        else:
            return


def run_id(redis: Redis) -> str:
    """Changes whenever the Redis server starts anew, so its memory may be older than what it once said."""
    return str(redis.info("server")["run_id"])
