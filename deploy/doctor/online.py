"""Lesson 3: what the API says about online against the device's key in Redis, asked at the same time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from deploy.doctor.finding import Finding, Said, broken, ok
from deploy.doctor.sources import Sources

NAME = "online"
FAULT = "api_wrong_about_online"
LISTS = (("/api/products", "products"), ("/api/devices", "devices"))
TRIES = 3
PAUSE_SECONDS = 0.5

Online = Mapping[str, bool]


@dataclass(frozen=True)
class Glance:
    """Redis asked before and after the API: what changed in between proves nothing. `said` by the API's path."""

    before: Online
    said: Mapping[str, Online]
    after: Online


def check(sources: Sources) -> Finding:
    glance = look(sources)
    for _ in range(TRIES - 1):
        if not wrong(glance):
            break
        sources.pause(PAUSE_SECONDS)
        glance = look(sources)
    return judge(glance)


def judge(glance: Glance) -> Finding:
    found = wrong(glance)
    details = tuple(
        Said("online.differs", path=path, uuid=uuid, api=_word(api), redis=_word(not api))
        for path, uuid, api in found
    )
    figures = {"devices": len(glance.after), "online": sum(glance.after.values())}
    if found:
        return broken(NAME, FAULT, details[0], details[1:], **figures)
    return ok(NAME, Said("online.right", **figures), (), **figures)


def wrong(glance: Glance) -> list[tuple[str, str, bool]]:
    """(path, uuid, what the API says) wherever Redis says the other, before and after."""
    return [
        (path, uuid, online)
        for path, devices in glance.said.items()
        for uuid, online in devices.items()
        if online not in (glance.before.get(uuid, False), glance.after.get(uuid, False))
    ]


def look(sources: Sources) -> Glance:
    """Raises httpx.HTTPError, RedisError."""
    said_before = _said(sources.api)
    uuids = sorted({uuid for devices in said_before.values() for uuid in devices})
    before = _in_redis(sources, uuids)
    said = _said(sources.api)
    return Glance(before, said, _in_redis(sources, uuids))


def _said(api: Callable[[str], Any]) -> dict[str, dict[str, bool]]:
    return {path: {row["device_uuid"]: bool(row["online"]) for row in api(path)[name]} for path, name in LISTS}


def _in_redis(sources: Sources, uuids: list[str]) -> dict[str, bool]:
    pipe = sources.redis.pipeline(transaction=True)
    for uuid in uuids:
        pipe.exists(sources.keys.online(uuid))
    return dict(zip(uuids, map(bool, pipe.execute() if uuids else []), strict=True))


def _word(online: bool) -> str:
    return "online" if online else "offline"
