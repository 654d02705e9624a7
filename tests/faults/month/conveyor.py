"""One of RQ's queues and its worker, a job at a time, as shared.worker has it: a killed worker's job comes again."""

from collections.abc import Callable

from redis import Redis
from rq import Queue
from rq.job import JobStatus
from rq.serializers import JSONSerializer

from shared import worker
from shared.queues import open_queue


class Conveyor:
    """`redis` is the worker's; who opens one has just started. `seen` is shown every payload first."""

    def __init__(self, name: str, redis: Redis, seen: Callable[[object], object]) -> None:
        self._redis, self._seen = redis, seen
        self.queue = open_queue(name, redis)
        worker.sweep(self.queue)

    def carry_out_next(self) -> str:
        """The job's name; blank where there is none. Whatever it raises leaves the job as taken."""
        found = Queue.dequeue_any([self.queue], None, self._redis, serializer=JSONSerializer)
        if found is None:
            return ""
        job, _ = found
        job.set_status(JobStatus.STARTED)
        self._redis.lrem(self.queue.intermediate_queue_key, 0, job.id)
        self._seen(job.args)
        assert job.func
        job.func(*job.args)
        job.delete(remove_from_queue=False)
        return str(job.func_name).rsplit(".", 1)[1]
