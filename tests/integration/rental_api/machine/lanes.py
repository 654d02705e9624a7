"""Queues that may break before or after they have taken a job, and a broker that carries commands to boards."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from redis import ConnectionError as RedisGone

from shared.clock import Clock
from tests.integration.rental_api.machine.boards import Board, Sent

Payload = dict[str, Any]


class Lane:
    """Stands for an RQ queue and its pipeline: (name of the job, payload), the oldest first.

    `breaks`: the next relay fails `before` or `after` it is stored, as if the process had been killed there.
    """

    def __init__(self) -> None:
        self.jobs: list[tuple[str, Payload]] = []
        self.breaks: str | None = None
        self.connection = self

    def pipeline(self, transaction: bool = True) -> "Lane":
        self._break("before")
        return self

    def enqueue_call(self, job: Callable[..., None], args: tuple[Payload], **_: Any) -> None:  # noqa: ANN401 - RQ's
        self.jobs.append((job.__name__, args[0]))

    def execute(self) -> None:
        self._break("after")

    def _break(self, when: str) -> None:
        if self.breaks == when:
            self.breaks = None
            raise RedisGone(when)


class Air:
    """The broker as the gateway's downlink sees it. `item` is what the command at hand is for."""

    connected = True

    def __init__(self, boards: Mapping[str, Board], clock: Clock) -> None:
        self.boards, self.item, self._clock = boards, "", clock

    def publish(self, topic: str, payload: str, qos: int, seconds: int = 0) -> bool:
        expires = self._clock() + seconds * 1000 if seconds else None
        self.boards[topic.split("/")[1]].receive(Sent(json.loads(payload), self.item, expires))
        return True

    def publish_now(self, topic: str, payload: str, qos: int, seconds: int) -> bool:
        return self.publish(topic, payload, qos, seconds)
