"""What happened last, told when the month ends badly."""

from collections import deque

from tests.faults.month.clock import Clock

TOLD = 60


class Diary:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lines: deque[str] = deque(maxlen=TOLD)

    def note(self, what: str) -> None:
        self._lines.append(f"{self._clock.told()}  {what}")

    def __str__(self) -> str:
        return "\n".join(self._lines)
