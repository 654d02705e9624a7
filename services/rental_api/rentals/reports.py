"""What a device reported, taken into the ledger once, in one transaction."""

from services.rental_api.context import Context
from services.rental_api.ledger import events, rentals
from services.rental_api.ledger.fit import fit
from services.rental_api.ledger.rentals import AT_THE_DEVICE, Item
from services.rental_api.ledger.tables import items
from services.rental_api.rentals.dispatch import dispatch_next
from services.rental_api.rentals.registry import introduce
from services.rental_api.rentals.settle import settle
from services.rental_api.rentals.step import Step, step
from services.rental_api.rules.orders import ANSWERED
from shared.jobs.devices import answers_a_person
from shared.jobs.ledger import DeviceEvent

SEVERITIES = {
    "dispense_failed": "warning",
    "stock_low": "warning",
    "stock_empty": "warning",
    "offline": "warning",
    "update_failed": "warning",
    "error": "error",
    "motor_error": "error",
    "home_failed": "error",
}
OF_A_STATUS = ("commandId", "stock", "doorState", "floorState", "locked")
"""What the log keeps of the status that answers an operator's command."""
ANSWERS = ("dispense_complete", "dispense_failed")


def take_report(ctx: Context, event: DeviceEvent) -> None:
    """The same message twice is taken once. A boot makes its device known."""
    with step(ctx) as one:
        _know(one, event)
        severity = SEVERITIES.get(event.event, "info")
        if not _record(one, event, severity):
            return
        if answers_a_person(event.data):
            one.dispensers.add(event.device_uuid)
        if event.event in ANSWERS:
            _answer(one, event)
        else:
            dispatch_next(one, event.device_uuid)


def _record(one: Step, event: DeviceEvent, severity: str) -> bool:
    kind, said = event.event, event.data
    if event.event == "status":
        kind, said = ANSWERED, {name: value for name, value in event.data.items() if name in OF_A_STATUS}
    what = (event.received_at, kind, severity, said, event.digest, event.device_uuid)
    return events.record_once(one.conn, one.ctx.site, *what)


def _know(one: Step, event: DeviceEvent) -> None:
    """An unknown device that boots is registered and its product created."""
    if event.event == "boot_complete":
        category, size, name = (str(event.data.get(field) or "") for field in ("category", "size", "deviceName"))
        introduce(one, event.device_uuid, category or "other", size, name)


def _answer(one: Step, event: DeviceEvent) -> None:
    item = _item_meant(one, event)
    dispensed = event.event == "dispense_complete"
    reason = None if dispensed else fit(items.c.reason, str(event.data.get("reason") or "unspecified"))
    if item is None or not settle(one, item, dispensed, reason, "device"):
        _late(one, event, item)


def _item_meant(one: Step, event: DeviceEvent) -> Item | None:
    """Firmware v3 echoes the item's id; v2.1.0 can only mean the one item its dispenser was sent for before it spoke.

    Its answer may lie in the queue until that item was decided otherwise and the next one is sent for.
    """
    command_id = event.data.get("commandId")
    if command_id is None:
        busy_with = rentals.at_device(one.conn, event.device_uuid)
        return busy_with if busy_with and event.received_at >= (busy_with.dispatched_at or 0) else None
    item = rentals.item(one.conn, fit(items.c.item_id, str(command_id)))
    return item if item and item.device_uuid == event.device_uuid else None


def _late(one: Step, event: DeviceEvent, item: Item | None) -> None:
    """Recorded and shown, never charged: somebody or something has decided already, or nothing was asked."""
    told = "dispensed" if event.event == "dispense_complete" else "failed"
    if item and item.state == told:
        return
    kind = "answer_contradicts_ledger" if item and item.state not in AT_THE_DEVICE else "answer_without_rental"
    about = {"device_uuid": event.device_uuid, "rental_id": item.rental_id if item else None}
    said = {"item_id": item.item_id if item else None, "told": told, "ledger": item.state if item else None}
    events.record(one.conn, one.ctx.site, one.now, kind, "error", said, **about)
    one.say(kind, **about, **said)
