"""The queues `devices` and `ledger`; the third one's consumer is looked at with the workbook."""

from collections.abc import Sequence

from deploy.doctor.finding import Finding, Said, broken, ok
from deploy.doctor.queue_state import QueueState, look
from deploy.doctor.sources import Sources
from shared.queues import DEVICES, LEDGER

NAME = "workers"
FAULT = "worker_stuck"


def check(sources: Sources, gateway_is_well: bool) -> Finding:
    return judge([look(sources, name) for name in (LEDGER, DEVICES)], gateway_is_well)


def judge(queues: Sequence[QueueState], gateway_is_well: bool) -> Finding:
    """That nobody works `devices` while there is no gateway is no fault of its own."""
    details = tuple(line for queue in queues for line in lines(queue))
    figures = {queue.name: {**queue.__dict__} for queue in queues}
    for queue in queues:
        if queue.why_stuck and (gateway_is_well or queue.name != DEVICES):
            return broken(NAME, FAULT, stuck(queue), details, **figures)
    return ok(NAME, Said("workers.well", waiting=sum(queue.waiting for queue in queues)), details, **figures)


def stuck(queue: QueueState) -> Said:
    return Said(
        f"queue.{queue.why_stuck}",
        queue=queue.name,
        waiting=queue.waiting,
        oldest=round(queue.oldest or 0),
    )


def lines(queue: QueueState) -> tuple[Said, ...]:
    told = [Said("queue.line", queue=queue.name, waiting=queue.waiting, workers=queue.workers)]
    if queue.oldest is not None:
        told.append(Said("queue.oldest", queue=queue.name, oldest=round(queue.oldest)))
    if queue.heartbeat is not None:
        told.append(Said("queue.heartbeat", queue=queue.name, heartbeat=round(queue.heartbeat)))
    return tuple(told)
