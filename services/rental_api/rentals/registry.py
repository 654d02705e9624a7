"""Devices the ledger does not know yet: registered from what Redis says of them, or asked who they are.

A dispenser may have booted before the first gateway listened, or a killed broker may have lost its boot_complete.
"""

from services.rental_api.context import Context
from services.rental_api.ledger import events, products
from services.rental_api.ledger.ids import new_id
from services.rental_api.rentals.step import Step, step
from shared.device_state import DeviceState, read_all
from shared.jobs.devices import Command

ASK_AGAIN_SECONDS = 30


def register_devices(ctx: Context) -> int:
    """Returns how many devices are still unknown. Cheap while every device has its product."""
    with ctx.reads.begin() as conn:
        known = {product.device_uuid for product in products.all_of(conn, ctx.site)}
    strangers = [state for uuid, state in read_all(ctx.redis, ctx.keys).items() if uuid not in known]
    for state in strangers:
        if state.category:
            with step(ctx) as one:
                introduce(one, state.uuid, state.category, state.size, state.name)
        elif state.online:
            _ask(ctx, state)
    return len(strangers)


def introduce(one: Step, uuid: str, category: str, size: str, name: str) -> None:
    """Registers the device and creates its product; does nothing where both are known."""
    site = one.ctx.site
    if products.know_device(one.conn, site, uuid, one.now):
        events.record(one.conn, site, one.now, "device_registered", device_uuid=uuid)
    created = products.know_product(one.conn, site, uuid, category, size, name, one.now)
    if created:
        events.record(one.conn, site, one.now, "product_created", device_uuid=uuid, product_id=created)


def _ask(ctx: Context, state: DeviceState) -> None:
    """Field firmware does not say its category in `status`; it shows in the console and is known after a REBOOT."""
    if ctx.redis.set(ctx.keys.asked(state.uuid), "1", nx=True, ex=ASK_AGAIN_SECONDS):
        with step(ctx) as one:
            one.send(Command(state.uuid, "STATUS", new_id("who"), {"identify": True}))
