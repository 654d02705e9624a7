"""How one of the three queues is doing: what waits in it, and who works it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from rq import Queue, Worker
from rq.job import Job
from rq.serializers import JSONSerializer
from rq.worker import BaseWorker

from deploy.doctor import proc
from deploy.doctor.sources import Sources
from shared.queues import open_queue

OLD_SECONDS = 30
"""A job waits for milliseconds; a garment's answer is void after ten seconds."""
LOOK_AGAIN_SECONDS = 1.0


@dataclass(frozen=True)
class QueueState:
    """`oldest`: seconds since the first waiting job came, None where none waits.

    `workers`: processes that live and work it; Redis forgets one whose job never ends after two minutes. `heartbeat`:
    seconds since the last one told that it lives; idle, it does so every few minutes. `moves`: between two looks the
    first waiting job was taken.
    """

    name: str
    waiting: int
    oldest: float | None
    workers: int
    heartbeat: float | None
    moves: bool = False

    @property
    def why_stuck(self) -> str:
        """The end of a key in words, blank where the queue is well."""
        if not self.workers:
            return "nobody"
        if self.oldest is not None and self.oldest > OLD_SECONDS and not self.moves:
            return "waits"
        return ""


def look(sources: Sources, name: str) -> QueueState:
    """Looks twice where something old waits: a queue that is being worked off is not stuck. Raises RedisError."""
    queue = open_queue(name, sources.jobs_redis)
    first, state = _look(sources, queue)
    if state.why_stuck != "waits":
        return state
    sources.pause(LOOK_AGAIN_SECONDS)
    later, state = _look(sources, queue)
    return QueueState(**{**state.__dict__, "moves": first != later})


def _look(sources: Sources, queue: Queue) -> tuple[str, QueueState]:
    now = sources.clock() / 1000
    waiting = queue.get_job_ids()
    workers = [worker for worker in _workers(queue) if _lives(sources, worker)]
    heartbeats = [_age(worker.last_heartbeat, now) or 0 for worker in workers]
    first = waiting[0] if waiting else ""
    return first, QueueState(
        queue.name,
        len(waiting),
        _age(_came(queue, first), now),
        len(workers),
        min(heartbeats, default=None),
    )


def _workers(queue: Queue) -> list[BaseWorker]:
    return list(Worker.all(queue=queue, serializer=JSONSerializer))


def _lives(sources: Sources, worker: BaseWorker) -> bool:
    """One on another machine is believed for as long as Redis keeps its name."""
    if worker.hostname != sources.hostname or worker.pid is None:
        return True
    return proc.is_at_work(sources.proc, worker.pid)


def _came(queue: Queue, job_id: str) -> datetime | None:
    told = queue.connection.hget(Job.key_for(job_id), "enqueued_at") if job_id else None
    return datetime.fromisoformat(told.decode()) if isinstance(told, bytes) and told else None


def _age(when: datetime | None, now: float) -> float | None:
    if when is None:
        return None
    return max(now - (when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp(), 0)
