"""What waits in an RQ queue, as it is now."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from prometheus_client.metrics_core import Metric
from redis import Redis
from rq import Queue
from rq.job import Job

from shared.clock import Clock
from shared.metrics import gauge


def waiting(redis: Redis, name: str, clock: Clock) -> Iterable[Metric]:
    """How many jobs, and for how long the first has waited: 0 where none does. `redis` decodes; raises RedisError."""
    key = f"{Queue.redis_queue_namespace_prefix}{name}"
    first = redis.lindex(key, 0)
    came = redis.hget(Job.key_for(str(first)), "enqueued_at") if first else None
    age = max(clock() / 1000 - _seconds(str(came)), 0.0) if came else 0.0
    return _families(name, float(redis.llen(key)), age)


def _families(name: str, jobs: float, age: float) -> Iterator[Metric]:
    yield gauge("fbox_queue_jobs", "Jobs that wait.", "queue", {name: jobs})
    yield gauge("fbox_queue_oldest_seconds", "For how long the first of them has waited.", "queue", {name: age})


def _seconds(text: str) -> float:
    when = datetime.fromisoformat(text)
    return (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp()
