"""What became of the commands that a person sent to a dispenser. Pure; times are UTC ms.

Firmware v3 echoes a command's id in its answer. v2.1.0 knows no ids: what it says next of the kind that answers such
a command is taken for the answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

PATIENCE_MS = 30_000
"""After that nobody answers any more; the slowest, a move, is stopped after half of it."""
UPDATE_MS = 15 * 60_000
"""Files, a restart, ten minutes until a version that is not heard is taken back (firmware/src/slots.py)."""
KEPT = ("LOCK", "UNLOCK", "SET_STOCK")
"""The broker keeps these for a dispenser that is away (services/device_gateway/commands.py)."""
SENT, ANSWERED, REFUSED, BOOTED = "command", "command_answered", "error", "boot_complete"
UPDATED, NOT_UPDATED = "update_complete", "update_failed"
STOCK = "stock_updated"


@dataclass(frozen=True)
class Line:
    """A line of the event log about the dispenser."""

    at: int
    type: str
    details: Mapping[str, Any]


@dataclass(frozen=True)
class Order:
    """`state`: `waiting`, `done`, `refused` or `silent` where no answer came. `answer` is what the dispenser said."""

    sent: Line
    state: str
    answer: Line | None = None


@dataclass(frozen=True)
class Device:
    """`knows_ids`: firmware v3. `status_heard`: when it told its status last."""

    online: bool
    knows_ids: bool
    status_heard: int | None


def orders(lines: Sequence[Line], device: Device, now: int) -> list[Order]:
    """The commands among a dispenser's lines, the newest first as the lines are."""
    return [
        _order(line, list(reversed(lines[:place])), device, now)
        for place, line in enumerate(lines)
        if line.type == SENT
    ]


def _order(sent: Line, later: list[Line], device: Device, now: int) -> Order:
    answer = next((line for line in later if _answers(line, sent, device)), None)
    answer = answer or _status(sent, later, device)
    if answer:
        return Order(sent, "refused" if answer.type in (REFUSED, NOT_UPDATED) else "done", answer)
    kept = sent.details["cmd"] in KEPT and not device.online
    patience = UPDATE_MS if sent.details["cmd"] == "UPDATE" else PATIENCE_MS
    return Order(sent, "waiting" if kept or now - sent.at < patience else "silent")


def _answers(line: Line, sent: Line, device: Device) -> bool:
    cmd, echoed = sent.details["cmd"], line.details.get("commandId")
    if echoed is not None:
        ends = cmd != "UPDATE" or line.type in (UPDATED, NOT_UPDATED, REFUSED)  # its first answer only says: begun
        return ends and bool(echoed == sent.details["command_id"])
    if cmd == "REBOOT" and line.type == BOOTED:
        return True
    soon = not device.knows_ids and line.at - sent.at < PATIENCE_MS
    by_hand = line.type == STOCK and line.details.get("source") == "manual"
    return soon and (line.type == REFUSED or (cmd == "SET_STOCK" and by_hand))


def _status(sent: Line, later: list[Line], device: Device) -> Line | None:
    """v2.1.0 answers most commands by its status, which is in no log: it counts for the newest command only."""
    if device.knows_ids or sent.details["cmd"] in ("SET_STOCK", "REBOOT") or any(one.type == SENT for one in later):
        return None
    heard = device.status_heard
    return Line(heard, ANSWERED, {}) if heard is not None and heard >= sent.at else None
