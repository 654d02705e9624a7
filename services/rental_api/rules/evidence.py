"""What a device's own words say of a garment whose answer is missing (docs/ledger.md).

Pure: the item as it was sent, the device as it is now, and a verdict. Never a guess: what cannot be known is the
owner's to decide.
"""

from dataclasses import dataclass
from typing import Literal

from services.rental_api.ledger.rentals import Item
from shared.device_state import DeviceState

Verdict = Literal["dispensed", "failed", "owner", "wait"]


@dataclass(frozen=True)
class Finding:
    """`owner`: evidence will not come, a person must look. `wait`: the device has not spoken yet."""

    verdict: Verdict
    reason: str


WAIT = Finding("wait", "no_answer")


def judge(item: Item, device: DeviceState | None) -> Finding:
    """Reads the device's record. Before the item is `unknown` only the device's own list may decide."""
    if device is None or item.dispatched_at is None:
        return WAIT
    told = _told_by_id(item, device) if device.knows_ids else WAIT
    if told.verdict != "wait" or item.state != "unknown" or item.asked_at is None:
        return told
    answered = device.status_heard is not None and device.status_heard > item.asked_at
    if device.knows_ids:
        still = answered and device.floor_state != "moving" and _fenced(item, device)
        return _never_begun(item, device) if still else WAIT
    return _told_by_stock(item, device, answered)


def _told_by_id(item: Item, device: DeviceState) -> Finding:
    result = device.last_commands.get(item.item_id)
    if result == "dispensed":
        return Finding("dispensed", "device_record")
    if result == "failed":
        return Finding("failed", "device_record")
    return Finding("owner", "interrupted") if result == "unknown" else WAIT


def _fenced(item: Item, device: DeviceState) -> bool:
    """Past the fence the device answers this command with `stale`, so what has not begun never will.

    A command under way is past it as well, and not in the list yet: a device in mid-move proves nothing.
    """
    return (
        device.command_mark is not None and item.command_seq is not None and device.command_mark >= item.command_seq
    )


def _never_begun(item: Item, device: DeviceState) -> Finding:
    """The stock is asked as well: a device whose flash was replaced remembers nothing, not even a garment."""
    if device.evidence != item.evidence:
        return Finding("owner", "evidence_void")
    return Finding("failed", "not_received") if device.stock == item.stock_before else Finding("owner", "no_evidence")


def _told_by_stock(item: Item, device: DeviceState, answered: bool) -> Finding:
    """Field firmware v2.1.0 saves its stock before it reports: one less came out, the same did not.

    A heartbeat may cross the command on its way, so "the same" needs an answer to a question asked after it.
    """
    if device.evidence != item.evidence or item.stock_before is None:
        return Finding("owner", "evidence_void")
    if device.stock == item.stock_before - 1:
        return Finding("dispensed", "stock_evidence")
    if not answered:
        return WAIT
    return (
        Finding("failed", "stock_evidence") if device.stock == item.stock_before else Finding("owner", "no_evidence")
    )
