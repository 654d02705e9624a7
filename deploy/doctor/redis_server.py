"""Redis: whether it answers, and can keep what it is told."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from redis.exceptions import RedisError

from deploy.doctor.finding import Finding, Said, broken, ok
from deploy.doctor.sources import Sources

NAME = "redis"
FAULT = "redis_down"


def check(sources: Sources) -> Finding:
    url = urlsplit(sources.settings.redis_url)
    address = f"{url.hostname}:{url.port}"
    try:
        info: Any = sources.redis.info()
    except RedisError as error:
        return judge(address, None, type(error).__name__)
    return judge(address, info, "")


def judge(address: str, info: Mapping[str, Any] | None, error: str) -> Finding:
    """`info` as Redis tells it, None where it does not; `error` is the kind of the failure."""
    if info is None:
        key = (
            "redis.refuses"
            if error in ("AuthenticationError", "ResponseError", "NoPermissionError")
            else "redis.down"
        )
        return broken(NAME, FAULT, Said("redis.loading" if error == "BusyLoadingError" else key, address=address))
    if info.get("aof_last_write_status", "ok") != "ok":
        return broken(NAME, FAULT, Said("redis.cannot_write", address=address))
    used = int(info.get("used_memory", 0))
    up = int(info.get("uptime_in_seconds", 0))
    return ok(NAME, Said("redis.up", address=address, up=up), (), uptime_seconds=up, used_memory=used)
