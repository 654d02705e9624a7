"""A queue's one worker: takes back what a killed one left, then runs jobs in this process's main thread."""

import time
from collections.abc import Callable
from typing import Any

import structlog
from redis import Redis
from redis.exceptions import ConnectionError as RedisGone
from rq import Queue, SimpleWorker
from rq.exceptions import DeserializationError
from rq.job import Job
from rq.serializers import JSONSerializer

HEARTBEAT_SECONDS = 10.0
UNFINISHED = (b"queued", b"started")
Watch = Callable[[str, bool, float], None]
"""Told of every job that has ended: its function's name, whether it went well, the seconds it took."""
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
    watch: Watch | None = None

    def perform_job(self, job: Job, *args: Any) -> bool:  # noqa: ANN401 - RQ's own signature
        """The edge at which a job's lines in the log get its name and its rental."""
        begun, (name, names) = time.perf_counter(), _named(job)
        structlog.contextvars.clear_contextvars()
        with structlog.contextvars.bound_contextvars(**names):
            well = bool(super().perform_job(job, *args))
        if self.watch:
            self.watch(name, well, time.perf_counter() - begun)
        return well

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:  # noqa: ANN401 - RQ's signature
        now = time.monotonic()
        if pipeline is not None or now - self._told > HEARTBEAT_SECONDS:
            self._told = now
            super().heartbeat(timeout, pipeline)


def _named(job: Job) -> tuple[str, dict[str, str]]:
    """The job's name, and what its lines in the log are found by. One that cannot be read fails in RQ's own hands."""
    try:
        name, payload = str(job.func_name).rpartition(".")[2], job.args[0]
    except (DeserializationError, IndexError):
        return "unreadable", {"job": "unreadable"}
    rental = payload.get("rental_id")
    return name, {"job": name} | ({"rental_id": rental} if rental else {})


def build(queue: Queue, watch: Watch | None = None) -> SimpleWorker:
    """The worker of a queue. Its name is RQ's choice: a fixed one refuses to start for minutes after a kill."""
    worker = _Worker(
        [queue.name],
        connection=queue.connection,
        queue_class=_HonestQueue,
        serializer=JSONSerializer,
        log_job_description=False,
    )
    worker.watch = watch
    return worker


def work(queue: Queue, watch: Watch | None = None) -> None:
    """Sweeps, then works until SIGTERM (the current job is finished first) or until Redis is lost."""
    sweep(queue)
    build(queue, watch).work(logging_level="WARNING")


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
