"""A queue's one worker: takes back what a killed one left, then runs jobs in this process's main thread."""

import time
from typing import Any

import structlog
from redis import Redis
from redis.exceptions import ConnectionError as RedisGone
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer

HEARTBEAT_SECONDS = 10.0
UNFINISHED = (b"queued", b"started")
log = structlog.get_logger()


class RedisLostError(Exception):
    """Redis went away while waiting: this process must end, so that its next start sweeps the queue."""


class _HonestQueue(Queue):
    @classmethod
    def dequeue_any(cls, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - RQ's own signature
        """RQ waits up to a minute and goes on; a job taken but not answered for would then be lost sight of."""
        try:
            return super().dequeue_any(*args, **kwargs)
        except RedisGone as error:
            raise RedisLostError(str(error)) from error


class _Worker(SimpleWorker):
    """RQ tells Redis that it lives three times a job; once in a while is enough, and each costs a round trip."""

    _told: float = 0.0

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:  # noqa: ANN401 - RQ's signature
        now = time.monotonic()
        if pipeline is not None or now - self._told > HEARTBEAT_SECONDS:
            self._told = now
            super().heartbeat(timeout, pipeline)


def build(queue: Queue) -> SimpleWorker:
    """The worker of a queue. Its name is RQ's choice: a fixed one refuses to start for minutes after a kill."""
    return _Worker(
        [queue.name],
        connection=queue.connection,
        queue_class=_HonestQueue,
        serializer=JSONSerializer,
        log_job_description=False,
    )


def work(queue: Queue) -> None:
    """Sweeps, then works until SIGTERM (the current job is finished first) or until Redis is lost."""
    sweep(queue)
    build(queue).work(logging_level="WARNING")


def sweep(queue: Queue) -> int:
    """Puts back, in their order, jobs that a killed worker had taken; returns how many.

    Decides by each job's own status, not by RQ's registries, which can miss a job killed between two steps.
    Only right while nobody else consumes the queue.
    """
    waiting = set(queue.get_job_ids())
    orphans = [job for job in _jobs(queue) if job[1] not in waiting]
    redis = queue.connection
    for _, job_id in sorted(orphans, reverse=True):
        pipe = redis.pipeline(transaction=True)
        pipe.hset(Job.key_for(job_id), "status", "queued")
        pipe.lrem(queue.intermediate_queue_key, 0, job_id)
        pipe.zrem(queue.started_job_registry.key, job_id)
        pipe.lpush(queue.key, job_id)
        pipe.execute()
    if orphans:
        log.warning("jobs taken back from a killed worker", queue=queue.name, jobs=len(orphans))
    return len(orphans)


def _jobs(queue: Queue) -> list[tuple[bytes, str]]:
    """(enqueued_at, id) of every unfinished job that belongs to the queue."""
    redis: Redis = queue.connection
    found = []
    for key in map(_bytes, redis.scan_iter(match=Job.key_for("*"), count=1000)):
        if redis.type(key) != b"hash":
            continue
        origin, status, at = redis.hmget(key, "origin", "status", "enqueued_at")
        if origin == queue.name.encode() and status in UNFINISHED:
            found.append((_bytes(at or b""), key.decode().rsplit(":", 1)[1]))
    return found


def _bytes(key: bytes | str) -> bytes:
    return key if isinstance(key, bytes) else key.encode()
