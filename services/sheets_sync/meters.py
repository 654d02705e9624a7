"""What sheets_sync tells Prometheus; how the workbook is doing is read where the operator's console reads it."""

from collections.abc import Iterable
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.metrics_core import Metric
from redis import Redis
from redis.exceptions import RedisError

from shared.clock import Clock
from shared.keys import Keys
from shared.metrics import Asked, new_registry, number
from shared.queue_metrics import waiting
from shared.queues import SHEETS

ROUND_BUCKETS = (0.05, 0.2, 1.0, 5.0, 30.0)


class Meters:
    """One a process. `redis` decodes and gives up on an answer in time."""

    def __init__(self, redis: Redis, keys: Keys, clock: Clock) -> None:
        self.registry: CollectorRegistry = new_registry()
        self._rounds = Histogram(
            "fbox_sheets_round_seconds",
            "Seconds of the rounds, by outcome (ok, failed, no_redis).",
            ["outcome"],
            buckets=ROUND_BUCKETS,
            registry=self.registry,
        )
        self._calls = Counter(
            "fbox_sheets_google_calls",
            "Calls to Google by the answer's status: 429 is too many; none: no answer.",
            ["status"],
            registry=self.registry,
        )
        asks = [partial(_workbook, redis, keys, clock), partial(waiting, redis, SHEETS, clock)]
        self.registry.register(Asked("redis", asks, RedisError))

    def round(self, outcome: str, seconds: float) -> None:
        self._rounds.labels(outcome).observe(seconds)

    def called(self, status: str) -> None:
        self._calls.labels(status).inc()


def _workbook(redis: Redis, keys: Keys, clock: Clock) -> Iterable[Metric]:
    """See health.py. No age before the first good round: there is none."""
    pending, well_at, error = redis.hmget(keys.workbook, "pending", "well_at", "error")
    yield number("fbox_sheets_rows_waiting", "Rows of the ledger that the workbook lacks.", float(pending or 0))
    yield number("fbox_sheets_failing", "Whether the last round failed.", float(bool(error)))
    yield number("fbox_sheets_tabs_out_of_order", "Tabs that are not applied.", float(redis.hlen(keys.troubles)))
    if well_at:
        age = max(clock() - int(well_at), 0) / 1000
        yield number("fbox_sheets_well_seconds", "Since the last round that went well.", age)
