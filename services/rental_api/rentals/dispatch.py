"""Sending for a garment: the oldest reserved item of an idle dispenser moves on."""

import json

from sqlalchemy import bindparam, case, update

from services.rental_api.ledger import events, rentals
from services.rental_api.ledger.rentals import Item
from services.rental_api.ledger.tables import devices
from services.rental_api.rentals.step import Step
from shared.device_state import DeviceState
from shared.jobs.devices import Command, Dispense

LOOK_BACK = 20
_NEXT = devices.c.last_command_seq + 1
_RAISE = (
    update(devices)
    .where(devices.c.device_uuid == bindparam("which"), devices.c.tripped_at.is_(None))
    .values(last_command_seq=case((bindparam("floor") > _NEXT, bindparam("floor")), else_=_NEXT))
    .returning(devices.c.last_command_seq)
)


def dispatch_next(step: Step, uuid: str) -> None:
    """Does nothing where the dispenser is busy, unknown, tripped or offline, or nobody waits for it."""
    item = rentals.next_to_dispatch(step.conn, uuid)
    device = step.see(uuid).get(uuid) if item else None
    seq = _next_seq(step, device) if device and device.online else None
    if item and device and seq is not None:
        _dispatch(step, item, device, seq)


def _dispatch(step: Step, item: Item, device: DeviceState, seq: int) -> None:
    deadline = step.now + round(step.ctx.settings.dispense_timeout * 1000)
    seen = {"stock_before": _stock_seen(step, device), "evidence": device.evidence, "command_seq": seq}
    times = {"dispatched_at": step.now, "sent_at": step.now, "deadline_at": deadline}
    rentals.move(step.conn, item.item_id, ("reserved",), state="dispensing", **seen, **times)
    step.send(Dispense(item.device_uuid, item.item_id, seq, deadline, step.redis_run, item.rental_id))
    step.rentals.add(item.rental_id)


def _stock_seen(step: Step, device: DeviceState) -> int | None:
    """The figure that evidence is read against; None where it may be a garment too high.

    It is where the owner saw one come out and the dispenser has not spoken since. Without ids, the one less it says
    later would prove the wrong garment.
    """
    if device.knows_ids:
        return device.stock
    latest = events.last_of_device(step.conn, device.uuid, LOOK_BACK)
    said = [row.details for row in latest if row.at >= (device.last_heard or 0) and row.type == "item_dispensed"]
    return None if any(json.loads(details)["by"] == "owner" for details in said) else device.stock


def _next_seq(step: Step, device: DeviceState) -> int | None:
    """Above everything this device has begun, even for a Pi that starts with an empty disk. None: it is tripped."""
    floor = max((device.command_mark or 0) + 1, step.now)
    return step.conn.execute(_RAISE, {"which": device.uuid, "floor": floor}).scalar()


def send_again(step: Step, item: Item) -> None:
    """The same order, the same id and number. Only for devices that know ids."""
    if item.command_seq is None or item.deadline_at is None:
        return
    if rentals.move(step.conn, item.item_id, ("dispensing",), sent_at=step.now):
        step.see(item.device_uuid)
        order = (item.command_seq, item.deadline_at, step.redis_run, item.rental_id)
        step.send(Dispense(item.device_uuid, item.item_id, *order))


def ask(step: Step, item: Item, device: DeviceState | None) -> None:
    """Asks the dispenser what became of an item, and bars it from beginning that item any more."""
    fields = {"fence": item.command_seq} if device and device.knows_ids else {}
    rentals.move(step.conn, item.item_id, ("unknown",), asked_at=step.now)
    step.send(Command(item.device_uuid, "STATUS", f"ask_{item.item_id}_{step.now}"[:40], fields, item.rental_id))
