"""Feeds the watchdog, but only while every task gets on with its work. What stands still gets the board reset."""

LOOKS = 8  # within the watchdog's time


class Pulse:
    """A task's sign of life: `beat` as it gets on, `rest` while nothing is asked of it."""

    def __init__(self, clock, limit_ms):
        self._clock, self._limit = clock, limit_ms
        self.beat()

    def beat(self):
        self._last = self._clock.now()

    def rest(self):
        self._last = None

    def is_well(self):
        return self._last is None or self._clock.since(self._last) <= self._limit


class Liveness:
    def __init__(self, board, watchdog_ms):
        self._board, self._pause = board, watchdog_ms // LOOKS
        self._pulses = {}

    def pulse(self, name, limit_ms):
        """For the task of that name, which may stand still so long at most."""
        self._pulses[name] = Pulse(self._board.clock, limit_ms)
        return self._pulses[name]

    async def run(self):
        while True:
            ill = [name for name, pulse in self._pulses.items() if not pulse.is_well()]
            if ill:
                print("stands still:", ", ".join(ill))
            else:
                self._board.watchdog.feed()
            await self._board.clock.sleep(self._pause)
