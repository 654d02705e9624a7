"""Days and times of the workbook, in the gym's time, as UTC milliseconds."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

DAY = "%Y-%m-%d"
TIME = "%Y-%m-%d %H:%M:%S"
FIRST, NEVER = 1970, 9999
"""Years."""


def begins(text: str, zone: ZoneInfo) -> int:
    """`2026-11-28` at midnight, or `2026-11-28 09:00:00`. ValueError where it is neither, or no pass's day."""
    return _millis(_read(text), zone)


def ends(text: str, zone: ZoneInfo) -> int | None:
    """The same, but a day alone is over at its end; None for a day in the year 9999, which means never."""
    at = _read(text)
    if at.year == NEVER:
        return None
    return _millis(at + timedelta(days=1 if _is_day(text) else 0), zone)


def _is_day(text: str) -> bool:
    return len(text) <= len("2026-11-28")


def _read(text: str) -> datetime:
    return datetime.strptime(text, DAY if _is_day(text) else TIME)  # noqa: DTZ007 - given below


def _millis(at: datetime, zone: ZoneInfo) -> int:
    if not FIRST <= at.year < NEVER:
        raise ValueError("beyond the calendar")
    return round(at.replace(tzinfo=zone).timestamp() * 1000)


def since(text: str, zone: ZoneInfo, now: int) -> int:
    """The time it tells, as far as it tells one that has been; else now."""
    try:
        return min(begins(text, zone), now)
    except ValueError:
        return now
