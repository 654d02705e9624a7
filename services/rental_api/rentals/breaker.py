"""A dispenser that fails twice in a row is not offered until it is well again."""

from services.rental_api.context import Context
from services.rental_api.ledger import breakers, events
from services.rental_api.ledger.breakers import Breaker
from services.rental_api.ledger.ids import new_id
from services.rental_api.ledger.rentals import Item
from services.rental_api.rentals.step import Step, step
from services.rental_api.rules.breaker import HALF_OPEN, TRIPS_AT, is_a_fault, is_well, probe_due
from shared.device_state import DeviceState, read_many
from shared.jobs.devices import Command


def count(one: Step, item: Item, dispensed: bool, reason: str | None) -> None:
    """Notes what a dispenser made of a garment it was sent for; the second failure in a row trips it."""
    if dispensed:
        if breakers.forget_failures(one.conn, item.device_uuid):
            come_back(one, item.device_uuid, "garment")
    elif is_a_fault(reason) and breakers.fail(one.conn, item.device_uuid) >= TRIPS_AT:
        said = {"reason": reason, "item_id": item.item_id}
        if breakers.trip(one.conn, item.device_uuid, one.now):
            _tell(one, item.device_uuid, "dispenser_tripped", "error", said)


def come_back(one: Step, uuid: str, by: str, failures: int = 0) -> None:
    """Offers the dispenser again; `by` is `garment`, `status` or `operator`. Does nothing where it is offered."""
    if breakers.close(one.conn, uuid, failures):
        _tell(one, uuid, "dispenser_back", "info", {"by": by})


def look_at_tripped(ctx: Context) -> int:
    """Asks every dispenser that is not offered how it is, or offers it again; returns how many there are."""
    with ctx.reads.begin() as conn:
        tripped = [one for one in breakers.all_of(conn, ctx.site).values() if one.tripped_at is not None]
    states = read_many(ctx.redis, ctx.keys, [one.device_uuid for one in tripped]) if tripped else {}
    for breaker in tripped:
        _look_at(ctx, breaker, states.get(breaker.device_uuid))
    return len(tripped)


def _look_at(ctx: Context, breaker: Breaker, device: DeviceState | None) -> None:
    if is_well(device, breaker.probed_at):
        with step(ctx) as one:
            come_back(one, breaker.device_uuid, "status", HALF_OPEN)
    elif device and device.online and probe_due(breaker.tripped_at or 0, breaker.probed_at, ctx.clock()):
        with step(ctx) as one:
            breakers.probed(one.conn, breaker.device_uuid, one.now)
            one.send(Command(breaker.device_uuid, "STATUS", new_id("prb"), {}))


def _tell(one: Step, uuid: str, kind: str, severity: str, said: dict[str, str | None]) -> None:
    events.record(one.conn, one.ctx.site, one.now, kind, severity, said, device_uuid=uuid)
    one.dispensers.add(uuid)
