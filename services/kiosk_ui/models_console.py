"""What the API answers, as far as the operator's console uses it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.kiosk_ui.models import Json, Read


@dataclass(frozen=True)
class Command(Read):
    """What a person sent: `state` `waiting`, `done`, `refused` or `silent`; `answer` as the dispenser gave it."""

    cmd: str
    command_id: str
    state: str
    sent_at: str
    by: str = ""
    stock: int | None = None
    expected: int | None = None
    version: str = ""
    before: str = ""
    answered_at: str | None = None
    milliseconds: int | None = None
    answer: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Event(Read):
    """A line of the event log."""

    event_id: int
    at: str
    type: str
    severity: str
    details: Mapping[str, Any]
    rental_id: str | None = None


@dataclass(frozen=True)
class Device(Read):
    """A dispenser as it is now; `wifi_rssi` in dBm. `reserved` garments it owes, of `unknown` ones nobody knows."""

    device_uuid: str
    name: str
    category: str
    online: bool
    size: str | None = ""
    stock: int | None = None
    door_state: str | None = ""
    locked: bool = False
    wifi_rssi: int | None = None
    firmware_version: str | None = ""
    firmware_offered: str | None = None
    seconds_since_heartbeat: int | None = None
    tripped_at: str | None = None
    ip_address: str | None = ""
    reserved: int = 0
    unknown: int = 0
    last_command: Command | None = None

    @classmethod
    def read(cls, told: Json) -> "Device":
        last = told.get("last_command")
        return super().read({**told, "last_command": Command.read(last) if last else None})


@dataclass(frozen=True)
class DevicePage:
    """A dispenser with its last commands and events, the newest first."""

    device: Device
    commands: tuple[Command, ...]
    events: tuple[Event, ...]

    @classmethod
    def read(cls, told: Json) -> "DevicePage":
        commands = tuple(Command.read(one) for one in told["commands"])
        return cls(Device.read(told), commands, tuple(Event.read(one) for one in told["last_events"]))


@dataclass(frozen=True)
class Alerts:
    """`webhook`: `off`, `on`, or `failing` while it does not take what it should be told."""

    alerts: tuple["Alert", ...]
    webhook: str

    @classmethod
    def read(cls, told: Json) -> "Alerts":
        return cls(tuple(Alert.read(one) for one in told["alerts"]), told.get("webhook", ""))


@dataclass(frozen=True)
class Alert(Read):
    """What the operator should know of: `severity` `error` or `warning`, `since` RFC 3339, `about` its subject."""

    code: str
    severity: str
    text_ko: str
    since: str | None
    about: Mapping[str, str]


@dataclass(frozen=True)
class UnknownItem(Read):
    """A garment nobody could tell the fate of."""

    item_id: str
    rental_id: str
    member_id: str
    member_name: str
    product_name: str
    device_uuid: str
    reason: str | None = ""
    dispatched_at: str | None = ""


@dataclass(frozen=True)
class WorkbookAudit(Read):
    """What the last comparison of ledger and workbook found, in a sentence."""

    at: str
    text: str
    equal: bool


@dataclass(frozen=True)
class Workbook:
    """The owner's workbook. `seconds_since_well` is None where a round never went well, `error` why the last did not;
    `pending` rows wait. `troubles` explain tabs that are neither read nor written, by the tab's name."""

    seconds_since_well: int | None
    pending: int
    error: str
    troubles: Mapping[str, str]
    audit: WorkbookAudit | None

    @classmethod
    def read(cls, told: Json) -> "Workbook":
        audit = WorkbookAudit.read(told["audit"]) if told["audit"] else None
        return cls(told["seconds_since_well"], told["pending"], told["error"], told["troubles"], audit)
