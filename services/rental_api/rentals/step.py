"""One step of a rental: a transaction, and what must be sent once it is committed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import structlog
from sqlalchemy import Connection

from services.rental_api.context import Context
from services.rental_api.ledger import outbox
from services.rental_api.ledger.outbox import Letter
from shared.changes import Change, publish
from shared.device_state import DeviceState
from shared.jobs import devices

log = structlog.get_logger()


@dataclass
class Step:
    """The open transaction, its time (UTC ms) and its after-effects: letters, screens to tell, lines to log."""

    conn: Connection
    ctx: Context
    now: int
    letters: list[Letter] = field(default_factory=list)
    rentals: set[str] = field(default_factory=set)
    dispensers: set[str] = field(default_factory=set)
    seen: dict[str, DeviceState] = field(default_factory=dict)
    redis_run: str = ""
    said: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    settled: list[tuple[str, str]] = field(default_factory=list)

    def see(self, *uuids: str) -> dict[str, DeviceState]:
        """Those devices as they were when this transaction first looked, and the Redis that said so."""
        new = [uuid for uuid in uuids if uuid not in self.seen]
        if new:
            states, self.redis_run = self.ctx.look(new)
            self.seen |= states
        return {uuid: self.seen[uuid] for uuid in uuids if uuid in self.seen}

    def send(self, order: devices.Dispense | devices.Command) -> None:
        """Sent after the commit; the outbox row in the same transaction sees to it that it is."""
        self.letters.append(outbox.add(self.conn, order, self.now))

    def say(self, event: str, **names: str | None) -> None:
        """A line for the log, once it is true."""
        self.said.append((event, names))


@contextmanager
def step(ctx: Context) -> Iterator[Step]:
    """Commits, then hands orders to the queue and tells the screens."""
    with ctx.engine.begin() as conn:
        one = Step(conn, ctx, ctx.clock())
        yield one
    for event, names in one.said:
        log.info(event, **names)
    for outcome, by in one.settled:
        ctx.meters.settled(outcome, by)
    outbox.relay(ctx.engine, ctx.devices, one.letters)
    for rental_id in one.rentals:
        publish(ctx.redis, ctx.keys, Change("rental", rental_id))
    for uuid in one.dispensers:
        publish(ctx.redis, ctx.keys, Change("device", uuid))
