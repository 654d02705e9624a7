"""The three RQ queues, each named after its one consumer (docs/operating.md)."""

from collections.abc import Callable
from typing import Any

from redis import Redis
from redis.client import Pipeline
from rq import Queue
from rq.serializers import JSONSerializer

DEVICES = "devices"
LEDGER = "ledger"
SHEETS = "sheets"
ALL = (DEVICES, LEDGER, SHEETS)

JOB_SECONDS = 60
KEEP_FAILED_SECONDS = 30 * 24 * 3600


def open_queue(name: str, redis: Redis) -> Queue:
    """The queue by name; `redis` must come from `connect_for_jobs`."""
    return Queue(name, connection=redis, serializer=JSONSerializer, default_timeout=JOB_SECONDS)


def enqueue(
    queue: Queue, job: Callable[..., None], payload: dict[str, Any], pipeline: Pipeline | None = None
) -> None:
    """Puts a job of `shared.jobs` on a queue. Every job must bear being run twice: a killed worker repeats it."""
    queue.enqueue_call(
        job,
        args=(payload,),
        result_ttl=0,
        failure_ttl=KEEP_FAILED_SECONDS,
        pipeline=pipeline,
    )
