"""Where the network thread puts what comes in, and the uplink takes it out."""

from queue import Empty, SimpleQueue
from threading import Event
from time import monotonic, sleep

from services.device_gateway.messages import Delivery

BACKLOG = 20_000
GATHER_STEP_SECONDS = 0.02

Item = Delivery | str | None
"""A message; or the name of a counter, for something that was no message; or None, the end."""


class Inbox:
    """In order, and bounded: far behind, it holds the network thread, and TCP holds the rest back."""

    def __init__(self) -> None:
        self._items: SimpleQueue[Item] = SimpleQueue()
        self._urgent = Event()

    def receive(self, delivery: Delivery) -> None:
        while self._items.qsize() > BACKLOG:
            sleep(0.01)
        self._items.put(delivery)
        if delivery.qos:
            self._urgent.set()

    def count(self, kind: str) -> None:
        self._items.put(kind)

    def close(self) -> None:
        self._items.put(None)
        self._urgent.set()

    def gather(self, seconds: float) -> None:
        """Lets heartbeats gather while they keep coming; an event at QoS 1 ends it at once."""
        end = monotonic() + seconds
        gathered = -1
        while self._items.qsize() > gathered and monotonic() < end:
            gathered = self._items.qsize()
            if self._urgent.wait(GATHER_STEP_SECONDS):
                return

    def take(self, most: int) -> list[Item]:
        """Waits for one; takes along whatever else is there already."""
        items = [self._items.get()]
        self._urgent.clear()
        try:
            while len(items) < most:
                items.append(self._items.get_nowait())
        except Empty:
            pass
        return items
