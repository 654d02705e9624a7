"""What the evidence says to a member who tells that nothing came out of what the ledger has as dispensed. Pure.

Never a guess, as in rules/evidence.py: what the dispenser's words do not prove is a person's to decide.
"""

from dataclasses import dataclass
from typing import Literal

from services.rental_api.ledger.rentals import Item
from shared.device_state import DeviceState

Verdict = Literal["given_back", "came_out", "checking"]

OPEN_MS = 120_000
"""How long after the dispenser's answer a garment may be claimed: as long as a member stands before it."""
MOST_GIVEN_BACK = 3
WITHIN_MS = 30 * 24 * 3600 * 1000


@dataclass(frozen=True)
class Since:
    """What the ledger has heard of the dispenser since it was sent for the garment.

    `later`: garments that came out of it afterwards. `busy`: it is sent for another one now, so its stock may move
    at any time. `told_failed`: it has said that this garment failed, against its own earlier word. `jammed`: it has
    reported its mechanism stuck. `complete`: nothing of that time is missing.
    """

    later: int
    busy: bool
    told_failed: bool
    jammed: bool
    complete: bool = True


@dataclass(frozen=True)
class Answer:
    verdict: Verdict
    reason: str


def judge_claim(item: Item, device: DeviceState | None, since: Since) -> Answer:
    """The device's own record first, then its stock against what it had before, as far as nobody touched it."""
    told = device.last_commands.get(item.item_id) if device and device.knows_ids else None
    if told == "failed" or since.told_failed:
        return Answer("given_back", "device_record")
    if device is None or item.resolved_by == "owner" or not _comparable(item, device, since):
        return Answer("checking", "evidence_void")
    if device.stock == _expected(item, since) + 1:
        return Answer("given_back", "stock_did_not_fall")
    if told == "unknown" or device.stock != _expected(item, since):
        return Answer("checking", "no_evidence")
    if since.jammed:
        return Answer("given_back", "jammed") if device.knows_ids else Answer("checking", "jammed")
    return Answer("came_out", "stock_fell")


def within_limit(answer: Answer, given_back: int) -> Answer:
    """`given_back`: how many of his claims the evidence alone has granted within 30 days."""
    too_many = answer.verdict == "given_back" and given_back >= MOST_GIVEN_BACK
    return Answer("checking", "too_many_claims") if too_many else answer


def _comparable(item: Item, device: DeviceState, since: Since) -> bool:
    """Whether its stock says something of this garment: nobody touched it, and it has spoken since."""
    heard = device.last_heard is None or device.last_heard >= (item.dispatched_at or 0)
    untouched = device.evidence == item.evidence and item.stock_before is not None
    return heard and untouched and since.complete and not since.busy


def _expected(item: Item, since: Since) -> int:
    return (item.stock_before or 0) - 1 - since.later
