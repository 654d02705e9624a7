"""Time since boot. `ticks_ms` wraps after 12 days on a board, so it is added up as it goes."""

import asyncio
import time


class Clock:
    """Milliseconds. Part of the board, so that a test may let time pass as it likes."""

    def now(self):
        return time.ticks_ms()

    def since(self, then):
        return time.ticks_diff(time.ticks_ms(), then)

    async def sleep(self, ms):
        await asyncio.sleep_ms(ms)


class Uptime:
    """Has to be asked at least every six days; every heartbeat does."""

    def __init__(self, clock):
        self._clock = clock
        self._ms = 0
        self._last = clock.now()

    def seconds(self):
        passed = self._clock.since(self._last)
        self._last = self._clock.now()
        self._ms += passed
        return self._ms // 1000
