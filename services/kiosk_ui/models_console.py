"""What the API answers, as far as the operator's console uses it."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.kiosk_ui.models import Json, Read


@dataclass(frozen=True)
class Device(Read):
    """A dispenser as it is now; `wifi_rssi` in dBm."""

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
    seconds_since_heartbeat: int | None = None
    tripped_at: str | None = None
    ip_address: str | None = ""


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
