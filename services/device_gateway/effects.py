"""What each kind of event does to a device's draft, beyond what every event does."""

from services.device_gateway.draft import ONLY_V3, Draft, hear
from services.device_gateway.messages import Heard

DISPENSE = "dispense"


def beat(draft: Draft, heard: Heard) -> None:
    hear(draft, heard)
    draft.now["last_heartbeat"] = str(heard.at)


def boot(draft: Draft, heard: Heard) -> None:
    """Firmware that declares no heartbeat interval is v2.1.0: whatever v3 there once left is void."""
    if "heartbeatInterval" not in heard.data:
        draft.drop(ONLY_V3)
    draft.introduced = True
    tell_status(draft, heard)


def tell_status(draft: Draft, heard: Heard) -> None:
    hear(draft, heard)
    draft.take({"status_heard": heard.at, "last_commands": _results(heard)})


def open_door(draft: Draft, heard: Heard) -> None:
    hear(draft, heard)
    draft.now["door_state"] = "open"
    draft.void_evidence()


def close_door(draft: Draft, heard: Heard) -> None:
    hear(draft, heard)
    draft.now["door_state"] = "closed"
    draft.void_evidence()


def update_stock(draft: Draft, heard: Heard) -> None:
    hear(draft, heard)
    if heard.data.get("source") != DISPENSE:
        draft.void_evidence()


def go_offline(draft: Draft, _: Heard) -> None:
    """The last will is the broker's word, not the device's: nothing was heard, it is only gone."""
    draft.ttl = 0


def nothing(_draft: Draft, _heard: Heard) -> None:
    """Known and counted; the device it comes from is no dispenser."""


def _results(heard: Heard) -> dict[str, str] | None:
    commands = heard.data.get("lastCommands")
    return None if commands is None else {entry["commandId"]: entry["result"] for entry in commands}
