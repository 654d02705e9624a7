"""What time does to rentals: deadlines, evidence, repeats. Runs a few times a second in the worker."""

from services.rental_api.context import Context
from services.rental_api.ledger import products, rentals
from services.rental_api.ledger.rentals import Item
from services.rental_api.rentals.dispatch import ask, dispatch_next, send_again
from services.rental_api.rentals.move import move_on
from services.rental_api.rentals.settle import call_owner, give_up, lose_sight, settle
from services.rental_api.rentals.step import Step, step
from services.rental_api.rules.evidence import judge
from shared.device_state import DeviceState, read_many

REPEAT_MS = 3_000


def look_after(ctx: Context) -> int:
    """Moves every open item as far as time and evidence allow; returns how many are open."""
    with ctx.reads.begin() as conn:
        waiting = rentals.open_items(conn)
    if not waiting:
        return 0
    devices = read_many(ctx.redis, ctx.keys, sorted({item.device_uuid for item in waiting}))
    needy = [item for item in waiting if _needs_care(ctx, item, devices.get(item.device_uuid))]
    for item in needy:
        with step(ctx) as one:
            _care(one, item.item_id, devices.get(item.device_uuid))
    return len(waiting)


def _needs_care(ctx: Context, item: Item, device: DeviceState | None) -> bool:
    """Cheap and without the write lock: most items just wait for their answer."""
    now = ctx.clock()
    if item.state == "dispensing":
        due = now >= (item.deadline_at or 0) or now - (item.sent_at or 0) >= REPEAT_MS
        return due or judge(item, device).verdict != "wait"
    if item.state == "unknown" and item.owner_asked_at is not None:
        return judge(item, device).verdict in ("dispensed", "failed")
    return True


def _care(one: Step, item_id: str, device: DeviceState | None) -> None:
    item = rentals.item(one.conn, item_id)
    if item is None:
        return
    if item.state == "reserved":
        _reserved(one, item, device)
    elif item.state == "dispensing":
        _dispensing(one, item, device)
    elif item.state == "unknown":
        _unknown(one, item, device)


def _reserved(one: Step, item: Item, device: DeviceState | None) -> None:
    """A dispenser that is gone, out of order or waits for the owner hands nothing out: another does, or nobody.

    Better released than held for hours.
    """
    reason = _why_stuck(one, item, device)
    if reason is None:
        dispatch_next(one, item.device_uuid)
    elif not move_on(one, item):
        give_up(one, item, reason)


def _why_stuck(one: Step, item: Item, device: DeviceState | None) -> str | None:
    waited = one.now - item.created_at >= one.ctx.settings.dispense_timeout * 1000
    blocking = rentals.at_device(one.conn, item.device_uuid)
    product = products.by_id(one.conn, one.ctx.site, item.product_id)
    if product and product.tripped:
        return "dispenser_out_of_order"
    if blocking and blocking.state == "unknown":
        return "dispenser_blocked"
    return "device_offline" if waited and not (device and device.online) else None


def _dispensing(one: Step, item: Item, device: DeviceState | None) -> None:
    found = judge(item, device)
    if found.verdict in ("dispensed", "failed"):
        settle(one, item, found.verdict == "dispensed", found.reason, "evidence")
    elif found.verdict == "owner" or one.now >= (item.deadline_at or 0):
        lose_sight(one, item, found.reason)
        ask(one, item, device)
    elif device and device.online and device.knows_ids and one.now - (item.sent_at or 0) >= REPEAT_MS:
        send_again(one, item)


def _unknown(one: Step, item: Item, device: DeviceState | None) -> None:
    found = judge(item, device)
    if found.verdict in ("dispensed", "failed"):
        settle(one, item, found.verdict == "dispensed", found.reason, "evidence")
    elif found.verdict == "owner" and item.owner_asked_at is None:
        call_owner(one, item, found.reason)
    elif device and device.online and one.now - (item.asked_at or 0) >= REPEAT_MS:
        ask(one, item, device)
