"""Time as the services count it: UTC, in whole milliseconds."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], int]


def now_ms() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


def rfc3339(ms: int | None) -> str | None:
    """`2026-11-23T06:00:00.123Z`, the form of every time in the API."""
    if ms is None:
        return None
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_rfc3339(text: str) -> int:
    """The reverse: UTC milliseconds. Raises ValueError where it is no time or names no zone."""
    when = datetime.fromisoformat(text)
    if when.tzinfo is None:
        raise ValueError(f"no time zone in {text!r}")
    return round(when.timestamp() * 1000)


def local_day(ms: int, zone: ZoneInfo) -> str:
    """`2026-11-23`, the day it is in the gym; it turns at midnight there."""
    return datetime.fromtimestamp(ms / 1000, zone).strftime("%Y-%m-%d")


def of_local_day(day: str, zone: ZoneInfo) -> tuple[int, int]:
    """When the day `2026-11-23` begins and ends in the gym, UTC ms. Raises ValueError where it is no day."""
    begins = datetime.fromisoformat(day).replace(tzinfo=zone)
    if day != begins.strftime("%Y-%m-%d"):
        raise ValueError(f"no day: {day!r}")
    return tuple(round(one.timestamp() * 1000) for one in (begins, begins + timedelta(days=1)))  # type: ignore[return-value]


def local_text(ms: int | None, zone: ZoneInfo) -> str:
    """`2026-11-23 15:00:00` in the gym's time, the form of every time in the workbook."""
    return "" if ms is None else datetime.fromtimestamp(ms / 1000, zone).strftime("%Y-%m-%d %H:%M:%S")
