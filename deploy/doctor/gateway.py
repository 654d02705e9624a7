"""The gateway: whether one holds the lease and keeps renewing it, and whether the one here reached the broker."""

from dataclasses import dataclass
from typing import Any

from deploy.doctor import proc
from deploy.doctor.finding import Finding, Said, broken, ok
from deploy.doctor.sources import Sources

NAME = "gateway"
FAULT = "gateway_without_lease"
UNCONNECTED = "gateway_not_connected"
PROGRAM = "device_gateway"
MISSING, ENDLESS = -2, -1
"""Redis's answers to PTTL."""
RENEWED = 0.5
"""A holder renews each third of the lease: less than this part of it left means that it missed one."""


@dataclass(frozen=True)
class Facts:
    """`left` is the lease's PTTL, `lease` its full time, both ms; `holder` the beginning of its holder's mark.

    `pid` is the gateway's of this machine, 0 where none runs and None where nobody knows. `connected`: that one has
    a connection to the broker's port, None where that cannot be known.
    """

    left: int
    lease: int
    holder: str
    pid: int | None
    connected: bool | None


def check(sources: Sources, broker_is_up: bool) -> Finding:
    facts = look(sources, broker_is_up)
    if facts.pid == 0 and facts.left > 0:  # a killed one's lease outlives it for a while
        sources.pause(facts.lease * (1 - RENEWED) / 1000)
        facts = look(sources, broker_is_up)
    return judge(facts)


def look(sources: Sources, broker_is_up: bool) -> Facts:
    pid = _pid(sources)
    pipe = sources.redis.pipeline(transaction=True)
    pipe.pttl(sources.keys.lease)
    pipe.get(sources.keys.lease)
    left, holder = pipe.execute()
    port = sources.settings.mqtt.port or 0
    connected = proc.is_connected(sources.proc, pid, port) if pid and broker_is_up else None
    return Facts(left, round(sources.settings.lease_seconds * 1000), str(holder or "")[:8], pid, connected)


def judge(facts: Facts) -> Finding:
    where = _where(facts)
    figures: dict[str, Any] = {"lease_ms_left": facts.left, "holder": facts.holder, "pid": facts.pid}
    if facts.left == MISSING:
        return broken(NAME, FAULT, Said("gateway.no_lease"), where, **figures)
    if facts.left == ENDLESS:
        return broken(NAME, FAULT, Said("gateway.endless", holder=facts.holder), where, **figures)
    if facts.left < facts.lease * RENEWED:
        return broken(NAME, FAULT, Said("gateway.not_renewed", holder=facts.holder), where, **figures)
    if facts.pid and facts.connected is False:
        return broken(NAME, UNCONNECTED, Said("gateway.not_connected", pid=facts.pid), where, **figures)
    return ok(NAME, Said("gateway.holds", holder=facts.holder, left=f"{facts.left / 1000:.1f}"), where, **figures)


def _where(facts: Facts) -> tuple[Said, ...]:
    if facts.pid is None:
        return ()
    return (Said("gateway.process", pid=facts.pid),) if facts.pid else (Said("gateway.no_process"),)


def _pid(sources: Sources) -> int | None:
    """0 also for one that is stopped by a signal: it holds nothing for long."""
    if (program := sources.program(PROGRAM)) is None:
        return None
    pid = int(program["pid"])
    return pid if pid and proc.is_at_work(sources.proc, pid) else 0
