"""Commands to dispensers, written in the transaction that decides them and handed to the queue after it.

A row leaves once the queue has the job. A crash between the two sends it twice, which every command bears.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import structlog
from rq import Queue
from sqlalchemy import Connection, Engine, bindparam, delete, insert, select

from services.rental_api.ledger.engine import forgetful
from services.rental_api.ledger.tables import outbox
from shared.jobs import devices
from shared.queues import enqueue

_NEW = insert(outbox).returning(outbox.c.id)
_SENT = delete(outbox).where(outbox.c.id.in_(bindparam("ids", expanding=True)))
log = structlog.get_logger()
_JOBS = {"dispense": devices.dispense, "command": devices.command}


@dataclass(frozen=True)
class Letter:
    """One row: the name of the job and its payload."""

    id: int
    job: str
    payload: dict[str, Any]


def add(conn: Connection, order: devices.Dispense | devices.Command, at: int) -> Letter:
    """Writes the order down; what is returned goes to `relay` after the commit."""
    job = "dispense" if isinstance(order, devices.Dispense) else "command"
    row = {"job": job, "payload": asdict(order), "created_at": at}
    letter_id = conn.execute(_NEW, row).scalar_one()
    return Letter(letter_id, job, asdict(order))


def left_over(conn: Connection, before: int) -> list[Letter]:
    """Rows older than that time (UTC ms), oldest first: whoever wrote them died before sending them."""
    query = select(outbox.c.id, outbox.c.job, outbox.c.payload).where(outbox.c.created_at < before)
    return [Letter(*row) for row in conn.execute(query.order_by(outbox.c.id))]


def relay(engine: Engine, queue: Queue, letters: Sequence[Letter]) -> None:
    """Puts them on the queue `devices`, then forgets them."""
    if letters:
        pipe = queue.connection.pipeline(transaction=True)
        for letter in letters:
            enqueue(queue, _JOBS[letter.job], letter.payload, pipe)
        pipe.execute()
        for letter in letters:
            _tell(letter)
        with forgetful(engine).begin() as conn:
            conn.execute(_SENT, {"ids": [letter.id for letter in letters]})


def _tell(letter: Letter) -> None:
    order = letter.payload
    rental = {"rental_id": order["rental_id"]} if order.get("rental_id") else {}
    log.info("handed to the gateway", job=letter.job, command_id=order["command_id"], **rental)
