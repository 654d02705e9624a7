"""Time since boot. `ticks_ms` wraps after 12 days on a board, so it is added up as it goes."""

import time


class Uptime:
    """Has to be asked at least every six days; every heartbeat does."""

    def __init__(self):
        self._ms = 0
        self._last = time.ticks_ms()

    def seconds(self):
        now = time.ticks_ms()
        self._ms += time.ticks_diff(now, self._last)
        self._last = now
        return self._ms // 1000
