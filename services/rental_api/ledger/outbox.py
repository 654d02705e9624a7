"""Commands to dispensers, written in the transaction that decides them and handed to the queue after it.

A row leaves once the queue has the job. A crash between the two sends it twice, which every command bears.
"""

from dataclasses import asdict

from redis import Redis
from rq import Queue
from sqlalchemy import Connection, Engine, delete, insert, select

from services.rental_api.ledger.engine import reading
from services.rental_api.ledger.tables import outbox
from shared.jobs import devices
from shared.queues import DEVICES, enqueue, open_queue

_JOBS = {"dispense": devices.dispense, "command": devices.command}


def add(conn: Connection, order: devices.Dispense | devices.Command, at: int) -> int:
    """Writes the order down; returns its outbox id for `relay`."""
    job = "dispense" if isinstance(order, devices.Dispense) else "command"
    row = {"job": job, "payload": asdict(order), "created_at": at}
    return int(conn.execute(insert(outbox).values(row).returning(outbox.c.id)).scalar_one())


def left_over(engine: Engine, before: int) -> list[int]:
    """Rows older than that time (UTC ms): whoever wrote them died before sending them."""
    with reading(engine).begin() as conn:
        return list(conn.execute(select(outbox.c.id).where(outbox.c.created_at < before)).scalars())


def relay(engine: Engine, jobs_redis: Redis, ids: list[int]) -> None:
    """Puts those rows on the queue, oldest first, then forgets them."""
    if not ids:
        return
    with reading(engine).begin() as conn:
        rows = conn.execute(select(outbox).where(outbox.c.id.in_(ids)).order_by(outbox.c.id)).all()
    queue: Queue = open_queue(DEVICES, jobs_redis)
    for row in rows:
        enqueue(queue, _JOBS[row.job], row.payload)
    with engine.begin() as conn:
        conn.execute(delete(outbox).where(outbox.c.id.in_(ids)))
