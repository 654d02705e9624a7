"""The end of an item: its hold is posted or released, exactly once, whatever arrives twice."""

from services.rental_api.ledger import events, holds, rentals
from services.rental_api.ledger.rentals import AT_THE_DEVICE, Item
from services.rental_api.rentals import breaker
from services.rental_api.rentals.dispatch import dispatch_next
from services.rental_api.rentals.step import Step


def settle(step: Step, item: Item, dispensed: bool, reason: str | None, by: str) -> bool:
    """Resolves an item the device has been sent for; False where it was resolved before."""
    return _resolve(step, item, AT_THE_DEVICE, dispensed, reason, by)


def give_up(step: Step, item: Item, reason: str) -> bool:
    """Releases an item no dispenser was ever sent for."""
    return _resolve(step, item, ("reserved",), False, reason, "ledger")


def _resolve(
    step: Step, item: Item, from_states: tuple[str, ...], dispensed: bool, reason: str | None, by: str
) -> bool:
    state = "dispensed" if dispensed else "failed"
    values = {"state": state, "reason": reason, "resolved_at": step.now, "resolved_by": by}
    if not rentals.move(step.conn, item.item_id, from_states, **values):
        return False
    begun = holds.resolve(step.conn, item.item_id, dispensed, step.now)
    tell_of_bonus(step, begun)
    if from_states == AT_THE_DEVICE:
        breaker.count(step, item, dispensed, reason)
    step.settled.append((state, by))
    _tell(step, item, f"item_{state}", "info" if dispensed else "warning", {"reason": reason, "by": by})
    dispatch_next(step, item.device_uuid)
    return True


def lose_sight(step: Step, item: Item, reason: str) -> None:
    """No answer: the hold stays, the dispenser takes nothing new, the evidence or the owner decides."""
    if rentals.move(step.conn, item.item_id, ("dispensing",), state="unknown", reason=reason):
        _tell(step, item, "item_unknown", "warning", {"reason": reason})
        step.dispensers.add(item.device_uuid)


def call_owner(step: Step, item: Item, reason: str) -> None:
    """Evidence will not come: the item waits for the owner's decision in the console."""
    if rentals.move(step.conn, item.item_id, ("unknown",), reason=reason, owner_asked_at=step.now):
        _tell(step, item, "owner_asked", "error", {"reason": reason})


def tell_of_bonus(step: Step, pass_ids: list[str]) -> None:
    for pass_id in pass_ids:
        events.record(step.conn, step.ctx.site, step.now, "bonus_begun", details={"pass_id": pass_id})


def _tell(step: Step, item: Item, kind: str, severity: str, details: dict[str, str | None]) -> None:
    about = {"device_uuid": item.device_uuid, "product_id": item.product_id, "rental_id": item.rental_id}
    said = {"item_id": item.item_id, **details}
    events.record(step.conn, step.ctx.site, step.now, kind, severity, said, **about)
    step.say(kind, rental_id=item.rental_id, device=item.device_uuid, **said)
    rentals.show_in_sheet(step.conn, item.rental_id, item.product_id)
    step.rentals.add(item.rental_id)
