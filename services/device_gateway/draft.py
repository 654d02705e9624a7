"""One device within one batch: what Redis had before it, and what the events of the batch make of that."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.device_gateway.messages import Heard
from shared import device_state

HEARTBEAT = "heartbeat"
TTL_DECLARED_NOTHING = 120
TTL_V3_DEFAULT = 90
HEARTBEATS_MISSED = 3

SHOWN = ("stock", "door_state", "locked")
KNOWN = (*SHOWN, "seq", "heartbeat_interval", "first_seen")
ONLY_V3 = ("seq", "heartbeat_interval", "command_mark", "last_commands")

STATE_OF_FIELD = {
    "stock": "stock",
    "doorState": "door_state",
    "floorState": "floor_state",
    "locked": "locked",
    "wifiRssi": "wifi_rssi",
    "macAddress": "mac_address",
    "ipAddress": "ip_address",
    "category": "category",
    "size": "size",
    "deviceName": "name",
    "firmwareVersion": "firmware_version",
    "heartbeatInterval": "heartbeat_interval",
    "commandMark": "command_mark",
    "seq": "seq",
}


@dataclass
class Draft:
    """Values are Redis texts. `before` holds the KNOWN fields, `now` those and all that the batch has said.

    `ttl`: seconds the device counts as online from now on, 0 where it has gone, None where nothing was said.
    `introduced`: it has told who it is.
    """

    uuid: str
    before: Mapping[str, str]
    was_online: bool
    now: dict[str, str] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)
    ttl: int | None = None
    introduced: bool = False

    def __post_init__(self) -> None:
        self.now.update(self.before)

    def changes(self) -> dict[str, str]:
        """The hash fields to write."""
        return {name: value for name, value in self.now.items() if self.before.get(name) != value}

    def gone(self) -> list[str]:
        """The hash fields to delete."""
        return sorted(self.dropped.difference(self.now))

    def shows(self) -> bool:
        """Whether a screen would look different now."""
        flipped = self.ttl is not None and bool(self.ttl) != self.was_online
        return flipped or self.introduced or any(self.before.get(name) != self.now.get(name) for name in SHOWN)

    def take(self, values: Mapping[str, Any]) -> None:
        self.now.update(device_state.encode(values))

    def drop(self, names: tuple[str, ...]) -> None:
        self.dropped.update(names)
        for name in names:
            self.now.pop(name, None)

    def void_evidence(self) -> None:
        """Stock figures from before and after this instant must not be compared."""
        self.now["evidence"] = secrets.token_hex(8)


def is_replay(draft: Draft, heard: Heard) -> bool:
    """Whether a broker delivers an event again that the device has since gone beyond.

    Never so for a heartbeat, which no broker keeps: its `seq` is the device's own, even after a re-flash.
    """
    if heard.seq is None or heard.event == HEARTBEAT or "seq" not in draft.now:
        return False
    return heard.seq <= int(draft.now["seq"])


def hear(draft: Draft, heard: Heard) -> None:
    """What every event of a living device does: its fields, when it was heard, how long it counts as online."""
    if not draft.now.get("first_seen"):
        draft.take({"first_seen": heard.at})
        draft.void_evidence()
    door = draft.now.get("door_state")
    data = heard.data
    draft.take({STATE_OF_FIELD[name]: data[name] for name in data if name in STATE_OF_FIELD})
    draft.now["last_heard"] = str(heard.at)
    if door and draft.now["door_state"] != door:
        draft.void_evidence()
    draft.ttl = seconds_online(draft.now.get("heartbeat_interval"), heard.seq)


def seconds_online(heartbeat_interval: str | None, seq: int | None) -> int:
    """How long a device counts as online after an event: three of the heartbeats it declared.

    One that declared nothing is field firmware v2.1.0, or v3 (it counts its events) whose boot was not heard.
    """
    if heartbeat_interval:
        return HEARTBEATS_MISSED * int(heartbeat_interval)
    return TTL_DECLARED_NOTHING if seq is None else TTL_V3_DEFAULT
