"""What the month holds, in the order of time."""

import heapq
from collections.abc import Callable
from itertools import count

from tests.faults.month.clock import HOUR, MINUTE
from tests.faults.month.hand import NeverMind, NotNow
from tests.faults.month.house import House

Event = Callable[[], object]
AGAIN_MS, LONGEST_MS = 7 * MINUTE, 3 * HOUR
"""What cannot be done is tried again, at first soon: each try costs some rounds."""


class Agenda:
    def __init__(self, house: House) -> None:
        self._house = house
        self._events: list[tuple[int, int, Event]] = []
        self._order = count()

    def at(self, when: int, event: Event) -> None:
        """In ms since 1970. What happens is said by what it returns."""
        heapq.heappush(self._events, (when, next(self._order), event))

    def later(self, wait: int, event: Event) -> None:
        """So many ms from now, or when it can be done."""
        self._put(wait, event, AGAIN_MS)

    def __len__(self) -> int:
        return len(self._events)

    def go_on(self) -> None:
        """The next event, and all the time until then."""
        when, _, event = heapq.heappop(self._events)
        self._house.live(when)
        said = event()
        if said:
            self._house.diary.note(str(said))

    def _put(self, wait: int, event: Event, again: int) -> None:
        self.at(self._house.clock.now + wait, lambda: self._try(event, again))

    def _try(self, event: Event, again: int) -> object:
        try:
            return event()
        except NotNow:
            self._put(again, event, min(2 * again, LONGEST_MS))
        except NeverMind:
            pass
        return None
