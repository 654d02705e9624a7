"""The one table of events (docs/protocol.md), complete before any connection is opened (lesson 2)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from services.device_gateway import effects
from services.device_gateway.checks import (
    LARGEST,
    Check,
    command_results,
    flag,
    integer,
    nfc_uid,
    number,
    one_of,
    text,
)
from services.device_gateway.draft import Draft, hear
from services.device_gateway.messages import Heard


@dataclass(frozen=True)
class EventSpec:
    """What an event may carry (fields not listed here are left behind) and what is done with it.

    A listed field that is absent or null is simply not told; `required` names those without which the event
    says nothing. `to_ledger`: the ledger wants to know, and a QoS 1 delivery waits for it.
    """

    fields: Mapping[str, Check]
    effect: Callable[[Draft, Heard], None] = hear
    required: tuple[str, ...] = ()
    to_ledger: bool = True


CATEGORY = one_of("top", "pants", "towel", "sweat_towel", "other")
STOCK = {"stock": integer(0, 999)}
COMMON = STOCK | {
    "timestamp": number,
    "seq": integer(0, LARGEST),
    "commandId": text(64),
    "commandSeq": integer(0, LARGEST),
    "motorMs": integer(0, LARGEST),
    "wifiRssi": integer(-200, 100),
}
SENSORS = {"doorState": one_of("open", "closed"), "floorState": text(32), "locked": flag}
HEALTH = {"freeHeap": integer(0, LARGEST), "resetCause": text(64), "uptime": number}
IDENTITY = {"macAddress": text(32), "size": text(32), "category": CATEGORY, "deviceName": text(128)}
NETWORK = {"ipAddress": text(64), "firmwareVersion": text(64)}
MEMORY = {"commandMark": integer(0, LARGEST), "lastCommands": command_results}
SELF = SENSORS | HEALTH | IDENTITY | NETWORK | MEMORY | {"heartbeatInterval": integer(1, 3600)}
REASON = {"reason": text(128)}
UPDATE = {"version": text(64), "before": text(64)}
MESSAGE = {"errorCode": text(32), "errorMessage": text(512)}
DOOR = {"sensorAvailable": flag, "needsVerification": flag, "source": text(32)}


def _event(
    *fields: Mapping[str, Check],
    effect: Callable[[Draft, Heard], None] = hear,
    required: tuple[str, ...] = (),
    to_ledger: bool = True,
) -> EventSpec:
    allowed = dict(COMMON)
    for group in fields:
        allowed.update(group)
    return EventSpec(allowed, effect, required, to_ledger)


_TABLE = {
    "boot_complete": _event(SELF, effect=effects.boot, required=("category",)),
    "heartbeat": _event(SENSORS, HEALTH, effect=effects.beat, to_ledger=False),
    "status": _event(SELF, effect=effects.tell_status, to_ledger=False),
    "dispense_complete": _event(SENSORS),
    "dispense_failed": _event(SENSORS, REASON),
    "door_opened": _event(DOOR, effect=effects.open_door),
    "door_closed": _event(DOOR, effect=effects.close_door),
    "stock_updated": _event(DOOR, effect=effects.update_stock, required=("stock",)),
    "stock_low": _event(),
    "stock_empty": _event(),
    "error": _event(MESSAGE),
    "home_failed": _event(REASON),
    "motor_error": _event(MESSAGE),
    "update_complete": _event(UPDATE),
    "update_failed": _event(UPDATE, REASON),
    "wifi_reconnected": _event(NETWORK),
    "mqtt_reconnected": _event(NETWORK),
    "offline": _event(effect=effects.go_offline),
    "nfc": _event({"uid": nfc_uid}, effect=effects.nothing, required=("uid",), to_ledger=False),
}

EVENTS: Mapping[str, EventSpec] = MappingProxyType(_TABLE)
