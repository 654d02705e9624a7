"""The checks in the order of causes: the first fault is the one to mend, what depends on it is left unknown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx
from redis.exceptions import RedisError

from deploy.doctor import (
    activity,
    api,
    broker,
    clock,
    devices,
    disk,
    gateway,
    kiosk,
    online,
    processes,
    redis_server,
    sheets,
    workers,
)
from deploy.doctor.finding import Finding, Said, unknown
from deploy.doctor.sources import Sources

Found = Mapping[str, Finding]
CANNOT = (RedisError, httpx.HTTPError, OSError, ValueError, KeyError, TypeError)
"""What a check meets where its source goes away or talks nonsense while it looks."""


@dataclass(frozen=True)
class Step:
    """`needs`: layers that must be in order before anything can be said of this one."""

    name: str
    check: Callable[[Sources, Found], Finding]
    needs: tuple[str, ...] = ()


STEPS = (
    Step(clock.NAME, lambda sources, _: clock.check(sources)),
    Step(disk.NAME, lambda sources, _: disk.check(sources)),
    Step(redis_server.NAME, lambda sources, _: redis_server.check(sources)),
    Step(broker.NAME, lambda sources, _: broker.check(sources)),
    Step(
        gateway.NAME,
        lambda sources, found: gateway.check(sources, found[broker.NAME].state == "ok"),
        (redis_server.NAME,),
    ),
    Step(
        workers.NAME,
        lambda sources, found: workers.check(sources, found[gateway.NAME].state == "ok"),
        (redis_server.NAME,),
    ),
    Step(api.NAME, lambda sources, found: api.check(sources, found[redis_server.NAME].state == "ok")),
    Step(online.NAME, lambda sources, _: online.check(sources), (redis_server.NAME, api.NAME)),
    Step(devices.NAME, lambda sources, _: devices.check(sources), (redis_server.NAME, broker.NAME, gateway.NAME)),
    Step(sheets.NAME, lambda sources, _: sheets.check(sources), (redis_server.NAME,)),
    Step(kiosk.NAME, lambda sources, _: kiosk.check(sources)),
    Step(processes.NAME, lambda sources, _: processes.check(sources)),
    Step(activity.NAME, lambda sources, _: activity.check(sources), (redis_server.NAME,)),
)


def examine(sources: Sources, steps: tuple[Step, ...] = STEPS) -> list[Finding]:
    """One finding a step, in their order."""
    found: dict[str, Finding] = {}
    for step in steps:
        found[step.name] = _take(step, sources, found)
    return list(found.values())


def _take(step: Step, sources: Sources, found: Found) -> Finding:
    for layer in step.needs:
        if found[layer].state == "fault":
            return unknown(step.name, Said("needs", layer=Said(f"layer.{layer}")))
    try:
        return step.check(sources, found)
    except CANNOT as error:
        return unknown(step.name, Said("failed", error=type(error).__name__))
