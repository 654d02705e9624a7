"""Where a process puts the one object that carries out the jobs of its queue."""

from typing import Generic, TypeVar

T = TypeVar("T")


class Slot(Generic[T]):
    """Empty in every process but the queue's consumer, which binds its object once, at start."""

    def __init__(self, queue: str) -> None:
        self.queue = queue
        self._consumer: T | None = None

    def bind(self, consumer: T) -> None:
        self._consumer = consumer

    def get(self) -> T:
        if self._consumer is None:
            raise RuntimeError(f"this process does not consume the queue {self.queue!r}")
        return self._consumer
