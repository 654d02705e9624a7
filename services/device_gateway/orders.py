"""What each dispenser was last sent for, so whose answer a report is. For log and metrics: nothing depends on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock

from shared.jobs.devices import Dispense
from shared.jobs.ledger import DeviceEvent

ANSWERS = ("dispense_complete", "dispense_failed")


def _nobody(_seconds: float) -> None:
    return None


@dataclass(frozen=True)
class _Sent:
    item_id: str
    rental_id: str
    at: int


class Orders:
    """Written by the queue's worker, read by the uplink. `took` gets the seconds from a publish to its answer.

    At most one garment a dispenser is under way. A gateway that was started meanwhile knows of none: then a line has
    the garment's id alone, which firmware v3 echoes.
    """

    def __init__(self, took: Callable[[float], None] = _nobody) -> None:
        self._took = took
        self._sent: dict[str, _Sent] = {}
        self._lock = Lock()

    def sent(self, order: Dispense, at: int) -> None:
        """`at`: UTC ms. Sent again, the first time counts."""
        with self._lock:
            known = self._sent.get(order.device_uuid)
            if known is None or known.item_id != order.command_id:
                self._sent[order.device_uuid] = _Sent(order.command_id, order.rental_id, at)

    def names(self, event: DeviceEvent) -> Mapping[str, str]:
        """What a line about the event is found by; an answer ends the garment's way."""
        item_id = str(event.data.get("commandId") or "")
        known = self._of(event, item_id)
        if known is None:
            return {"item_id": item_id} if item_id else {}
        if event.event in ANSWERS:
            self._took(max(event.received_at - known.at, 0) / 1000)
        return {"item_id": known.item_id, "rental_id": known.rental_id}

    def _of(self, event: DeviceEvent, item_id: str) -> _Sent | None:
        answers = event.event in ANSWERS
        with self._lock:
            known = self._sent.get(event.device_uuid)
            if known is None or (item_id != known.item_id if item_id else not answers):
                return None
            return self._sent.pop(event.device_uuid) if answers else known
