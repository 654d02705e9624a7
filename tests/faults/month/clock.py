"""The month's time: it stands still until somebody moves it."""

from datetime import datetime
from zoneinfo import ZoneInfo

SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000
ZONE = ZoneInfo("Asia/Seoul")
START = round(datetime(2025, 12, 1, 5, 0, tzinfo=ZONE).timestamp() * 1000)
"""The first day, before the gym opens."""


class Clock:
    """`now` in UTC ms; for all who ask what time it is, the ledger's marks among them."""

    def __init__(self, now: int = START) -> None:
        self.now = now
        self._last_mark = 0

    def __call__(self) -> int:
        return self.now

    def time_ns(self) -> int:
        """As `time.time_ns`: whole microseconds, and none twice, as time never stands still where marks are made."""
        self._last_mark = max(self._last_mark + 1, self.now * 1000)
        return self._last_mark * 1000

    def told(self) -> str:
        """`day 3 14:05:09`."""
        days = (self.now - START) // DAY + 1
        return f"day {days} {datetime.fromtimestamp(self.now / 1000, ZONE):%H:%M:%S}"
