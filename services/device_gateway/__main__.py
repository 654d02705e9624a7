"""device_gateway: the one process with an MQTT connection, under a lease."""

import gc
import signal
import sys
from contextlib import suppress
from threading import Event, Thread
from typing import Any

import structlog
from redis.exceptions import RedisError

from services.device_gateway import connection
from services.device_gateway.broker import Broker
from services.device_gateway.downlink import Downlink
from services.device_gateway.inbox import Inbox
from services.device_gateway.lease import RENEWALS, Lease, keep, stand_by
from services.device_gateway.meters import Meters
from services.device_gateway.orders import Orders
from services.device_gateway.store import Store
from services.device_gateway.uplink import Uplink
from shared import metrics, process, queues, worker
from shared.clock import now_ms
from shared.config import Settings
from shared.jobs import devices
from shared.keys import Keys
from shared.redis_client import connect, connect_for_jobs

BROKER_SECONDS = 3
SCRAPE_SECONDS = 2
log = structlog.get_logger()


def main() -> None:
    settings = process.start("device_gateway")
    process.die_with_threads()
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    keys = Keys(settings.site)
    patience = settings.lease_seconds / RENEWALS
    lease = Lease(connect(settings.redis_url, timeout=patience), keys.lease, settings.lease_seconds)
    meters = Meters(connect(settings.redis_url, timeout=SCRAPE_SECONDS), keys, now_ms)
    meters.show("fbox_gateway_lease_held", "Whether this gateway holds the lease.", lambda: lease.seconds_left > 0)
    metrics.listen(meters.registry, settings.metrics_port_of("device_gateway"))
    stand_by(lease)
    try:
        serve(settings, keys, lease, meters)
    except (worker.RedisLostError, RedisError) as error:
        log.error("Redis is lost", error=str(error))
        sys.exit(1)
    finally:
        with suppress(RedisError):
            lease.release()


def serve(settings: Settings, keys: Keys, lease: Lease, meters: Meters) -> None:
    """With the lease in hand: sweeps, connects, works the queue until SIGTERM; ends in the reverse order."""
    jobs = connect_for_jobs(settings.redis_url)
    queue = queues.open_queue(queues.DEVICES, jobs)
    ledger = queues.open_queue(queues.LEDGER, jobs)
    client = connection.build_client(settings)
    inbox, orders = Inbox(), Orders(meters.took)
    broker = Broker(client, inbox, lease.check)
    meters.show("fbox_gateway_connected", "Whether it is connected to the broker.", lambda: broker.connected)
    uplink = Uplink(inbox, Store(connect(settings.redis_url), keys, ledger), broker.acknowledge, lease.check, orders)
    devices.consumer.bind(Downlink(connect(settings.redis_url), keys, broker, now_ms, orders))

    worker.sweep(queue)
    gc.freeze()  # what start-up made stays; walking through it held events up for 40 ms now and then
    stopping = Event()
    writer = Thread(target=uplink.run, name="uplink", daemon=True)
    writer.start()
    connection.connect(client, settings)
    broker.start()
    Thread(target=keep, args=(lease, stopping, lambda: broker.alive), name="lease", daemon=True).start()
    try:
        broker.wait_connected(BROKER_SECONDS)
        worker.work(queue, metrics.job_watch(meters.registry))
    finally:
        broker.stop()
        inbox.close()
        writer.join()
        stopping.set()


def _end(_signal: int, _frame: Any) -> None:  # noqa: ANN401 - the standard library's signature
    sys.exit(0)


if __name__ == "__main__":
    main()
