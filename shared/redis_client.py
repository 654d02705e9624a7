"""Connections to Redis, the one way this product opens them."""

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry


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


def run_id(redis: Redis) -> str:
    """Changes whenever the Redis server starts anew, so its memory may be older than what it once said."""
    return str(redis.info("server")["run_id"])
