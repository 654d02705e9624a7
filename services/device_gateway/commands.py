"""Commands as they go over the wire (docs/protocol.md)."""

import json
from typing import Any

from shared.jobs.devices import Command, Dispense

SECONDS_TO_LIVE = {
    "STATUS": 30,
    "STOP": 30,
    "HOME": 60,
    "REBOOT": 60,
    "CLEAR_ERROR": 60,
    "UPDATE": 60,
    "LOCK": 0,
    "UNLOCK": 0,
    "SET_STOCK": 0,
}
"""How long the broker keeps each for a device that is away. A state wished for (0) is kept until it is back;
a motion or a question that nobody waits for any more is dropped."""


def dispense_with_id(order: Dispense, now: int) -> str:
    return _payload("DISPENSE", now, {"commandId": order.command_id, "commandSeq": order.command_seq})


def dispense_without_id(now: int) -> str:
    """What field firmware v2.1.0 understands: every one that arrives is a garment."""
    return _payload("DISPENSE", now, {})


def command(order: Command, now: int) -> str:
    if order.cmd not in SECONDS_TO_LIVE:
        raise ValueError(f"no such command: {order.cmd}")
    return _payload(order.cmd, now, order.fields | {"commandId": order.command_id})


def _payload(cmd: str, now: int, fields: dict[str, Any]) -> str:
    """`now` is UTC milliseconds; the wire has whole seconds, which fit 32 bits."""
    return json.dumps(fields | {"cmd": cmd, "timestamp": now // 1000}, separators=(",", ":"))
