"""What one batch of deliveries comes to, worked out in memory: drafts, jobs, counts, refusals. Pure rules."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

from services.device_gateway.draft import HEARTBEAT, Draft, is_replay
from services.device_gateway.events import EVENTS
from services.device_gateway.messages import Delivery, Heard, RefusedError
from services.device_gateway.parse import parse
from shared.jobs.devices import answers_a_person
from shared.jobs.ledger import DeviceEvent

NFC = "nfc"
KEPT_OF_PAYLOAD = 512
log = structlog.get_logger()


@dataclass(frozen=True)
class Refused:
    """A message that could not be used, as the operator finds it. `at` is UTC milliseconds."""

    at: int
    topic: str
    reason: str
    payload: str


@dataclass
class Outcome:
    """Everything a batch changes, to be written at once. `taps`: the uid that each NFC reader read last."""

    drafts: list[Draft] = field(default_factory=list)
    events: list[DeviceEvent] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    taps: dict[str, str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)


def sort(deliveries: Sequence[Delivery], outcome: Outcome) -> list[Heard]:
    """The usable ones, in order; the others are put among the refused."""
    usable = []
    for delivery in deliveries:
        try:
            usable.append(parse(delivery))
        except RefusedError as refusal:
            _refuse(outcome, delivery, refusal)
        except Exception:  # a message must never end the process: the broker would bring it back at once
            log.exception("message broke the parser", topic=delivery.topic)
            _refuse(outcome, delivery, RefusedError("broke_the_parser", "see the log"))
    return usable


def fold(heard: Sequence[Heard], drafts: dict[str, Draft], outcome: Outcome) -> None:
    """Applies events in order to their devices' drafts and collects what the ledger must know.

    Of a device's heartbeats with nothing between them only the last is applied; each is counted.
    """
    outcome.drafts.extend(drafts.values())
    outcome.counts.update("event." + message.event for message in heard)
    outcome.counts.update("uuid_mismatch" for message in heard if message.uuid_disagrees)
    heartbeats: dict[str, Heard] = {}
    for message in heard:
        if message.event == HEARTBEAT:
            heartbeats[message.uuid] = message
            continue
        draft = drafts[message.uuid]
        if earlier := heartbeats.pop(message.uuid, None):
            _apply(earlier, draft, outcome)
        _apply(message, draft, outcome)
        if message.event == NFC:
            outcome.taps[message.uuid] = str(message.data["uid"]).upper()
        # A status is for Redis alone, but where an operator waits for it the ledger notes that it came.
        if EVENTS[message.event].to_ledger or answers_a_person(message.data):
            outcome.events.append(_device_event(message))
    for uuid, message in heartbeats.items():
        _apply(message, drafts[uuid], outcome)


def _apply(message: Heard, draft: Draft, outcome: Outcome) -> None:
    if is_replay(draft, message):
        outcome.counts["replayed"] += 1
    else:
        EVENTS[message.event].effect(draft, message)


def digest(message: Heard) -> str:
    """The message's name. With `seq` the payload is unique, and a redelivery is the same message.

    Without it (v2.1.0, QoS 0, never redelivered) two equal payloads are two events: the time tells them apart.
    """
    when = "" if message.seq is not None else str(message.at)
    return hashlib.sha256(f"{message.uuid} {when} ".encode() + message.payload).hexdigest()[:24]


def refusal_text(payload: bytes) -> str:
    return payload[:KEPT_OF_PAYLOAD].decode(errors="replace")


def _device_event(message: Heard) -> DeviceEvent:
    return DeviceEvent(message.uuid, message.event, message.at, digest(message), message.data)


def _refuse(outcome: Outcome, delivery: Delivery, refusal: RefusedError) -> None:
    outcome.counts["refused." + refusal.kind] += 1
    why = f"{refusal.kind}: {refusal.reason}"
    outcome.refused.append(Refused(delivery.at, delivery.topic, why, refusal_text(delivery.payload)))
