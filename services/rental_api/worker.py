"""The ledger's worker: device events and confirmations from the queue, deadlines and evidence by the clock."""

import threading
from functools import partial

from redis.exceptions import RedisError

from services.rental_api import assembly
from services.rental_api.alerts import tell
from services.rental_api.context import Context
from services.rental_api.jobs import LedgerJobs
from services.rental_api.ledger import outbox
from services.rental_api.ledger.engine import checkpoint
from services.rental_api.nightly import Nightly
from services.rental_api.rentals.breaker import look_at_tripped
from services.rental_api.rentals.expiry import lapse
from services.rental_api.rentals.registry import register_devices
from services.rental_api.rentals.upkeep import look_after
from services.rental_api.sheet_sender import send_changed
from services.rental_api.sheet_upkeep import Turns, forget_bases
from shared import metrics, process
from shared.jobs import ledger
from shared.queue_metrics import waiting
from shared.queues import LEDGER, open_queue
from shared.redis_client import connect, wait_for
from shared.worker import work

LOOK_SECONDS = 0.25
SHEETS_SECONDS = 1.0
DEVICES_SECONDS = 1.0
WAL_SECONDS = 5.0
EXPIRY_SECONDS = 5.0
TURNS_SECONDS = 3.0
BASES_SECONDS = 6 * 3600.0
"""Daily would be never, where the machine is switched off every night."""
NIGHTLY_SECONDS = 60.0
ALERTS_SECONDS = 5.0
LEFT_OVER_MS = 2_000
SCRAPE_SECONDS = 2


def main() -> None:
    settings = process.start("rental_worker")
    process.die_with_threads()
    ctx = assembly.context(settings)
    ledger.consumer.bind(LedgerJobs(ctx))
    _show(ctx)
    assembly.settle_memory()
    wait_for(ctx.redis)
    stop = threading.Event()
    for seconds, task in tasks():
        threading.Thread(target=every, args=(stop, seconds, task, ctx), daemon=True).start()
    work(open_queue(LEDGER, ctx.jobs_redis), metrics.job_watch(ctx.meters.registry))
    stop.set()


def _show(ctx: Context) -> None:
    redis = connect(ctx.settings.redis_url, SCRAPE_SECONDS)
    ctx.meters.registry.register(metrics.Asked("redis", [partial(waiting, redis, LEDGER, ctx.clock)], RedisError))
    metrics.listen(ctx.meters.registry, ctx.settings.metrics_port_of("rental_worker"))


def tasks() -> "list[tuple[float, assembly.Task]]":
    return [
        (LOOK_SECONDS, keep_rentals),
        (DEVICES_SECONDS, register_devices),
        (DEVICES_SECONDS, look_at_tripped),
        (SHEETS_SECONDS, send_changed),
        (WAL_SECONDS, write_back),
        (EXPIRY_SECONDS, lapse),
        (TURNS_SECONDS, Turns().mark),
        (BASES_SECONDS, forget_bases),
        (NIGHTLY_SECONDS, Nightly().look),
        (ALERTS_SECONDS, tell.look),
    ]


def write_back(ctx: Context) -> None:
    checkpoint(ctx.engine)


def every(stop: threading.Event, seconds: float, task: "assembly.Task", ctx: Context) -> None:
    """Repeats the task with that pause. An exception ends the process; supervisor starts it afresh."""
    while not stop.wait(seconds):
        task(ctx)


def keep_rentals(ctx: Context) -> None:
    """Sends what a killed process had written but not sent, then moves open items on."""
    with ctx.reads.begin() as conn:
        letters = outbox.left_over(conn, ctx.clock() - LEFT_OVER_MS)
    outbox.relay(ctx.engine, ctx.devices, letters)
    look_after(ctx)


if __name__ == "__main__":
    main()
