"""The daily look: connections and drops as the gateway counted them, and the last ten events. Never a fault."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import httpx

from deploy.doctor.finding import Finding, Said, ok
from deploy.doctor.sources import Sources
from deploy.ready import CONNECTED
from shared.clock import from_rfc3339, local_text

NAME = "activity"
DROPPED = "broker.disconnected"
REFUSED = "refused."
EVENTS = 10
MOST_DEVICES = 50


@dataclass(frozen=True)
class Event:
    """`at` in the gym's time. What a member is called does not belong here."""

    at: str
    type: str
    severity: str
    device_uuid: str


def check(sources: Sources) -> Finding:
    counters: dict[str, Any] = sources.redis.hgetall(sources.keys.counters)  # type: ignore[assignment]
    return judge({name: int(count) for name, count in counters.items()}, _last_events(sources))


def judge(counters: dict[str, int], events: Sequence[Event] | None) -> Finding:
    """`events` newest first, None where the API does not tell."""
    connected, dropped = counters.get(CONNECTED, 0), counters.get(DROPPED, 0)
    refused = sum(count for name, count in counters.items() if name.startswith(REFUSED))
    told = Said(
        "activity.counts", connected=connected, reconnected=max(connected - 1, 0), dropped=dropped, refused=refused
    )
    return ok(NAME, told, _lines(events), connected=connected, dropped=dropped, refused=refused)


def _lines(events: Sequence[Event] | None) -> tuple[Said, ...]:
    if events is None:
        return (Said("activity.no_events"),)
    return tuple(Said("activity.event", **event.__dict__) for event in events) or (Said("activity.none"),)


def _last_events(sources: Sources) -> list[Event] | None:
    """The dispensers' newest together: each one's last ten hold them."""
    try:
        uuids = [device["device_uuid"] for device in sources.api("/api/devices")["devices"]][:MOST_DEVICES]
        rows = [row for uuid in uuids for row in sources.api(f"/api/devices/{uuid}")["last_events"]]
    except (httpx.HTTPError, ValueError, KeyError):
        return None
    newest = sorted(rows, key=lambda row: int(row["event_id"]), reverse=True)[:EVENTS]
    zone = sources.settings.zone
    return [
        Event(local_text(from_rfc3339(row["at"]), zone), row["type"], row["severity"], row["device_uuid"] or "")
        for row in newest
    ]
