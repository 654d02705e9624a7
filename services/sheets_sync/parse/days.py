"""Days and times, in the gym's time, as people and spreadsheets write them."""

import re
from datetime import datetime, timedelta
from math import isfinite

from services.sheets_sync.parse.readable import Unreadable, folded, unreadable
from services.sheets_sync.tabs import Column
from services.sheets_sync.workbook import Cell

LONGEST = 60
DAY_0 = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet's days have no zone
SERIALS = range(36_526, 2_958_466)
"""Days since then that are taken for one: 2000-01-01 to 9999-12-31."""

_DAY = (
    r"(?:(?P<year>[1-9][0-9]{3}) ?[-./년] ?|(?P<short>[0-9]{2}) ?[.년] ?)"
    r"(?P<month>[0-9]{1,2}) ?[-./월] ?(?P<day>[0-9]{1,2}) ?[.일]?"
)
_WEEKDAY = r"(?: ?\(?[월화수목금토일](?:요일)?\)?)?"
_TIME = (
    r"(?:(?:[T ]|(?<=[.일)])) ?(?P<half>오전|오후|am|pm)? ?"
    r"(?P<hour>[0-9]{1,2}) ?[:시] ?(?:(?P<minute>[0-9]{1,2}) ?분?)?"
    r"(?:(?: ?: ?|(?<=분) ?)(?P<second>[0-9]{1,2})(?:\.[0-9]+)? ?초?)? ?(?P<half_after>am|pm)?(?:\+09:?00)?)?"
)
_TYPED = re.compile(_DAY + _WEEKDAY + _TIME, re.IGNORECASE)
_COMPACT = re.compile(r"((?:19|20)[0-9]{2})([01][0-9])([0-3][0-9])")
_SERIAL = re.compile(r"[0-9]{5,7}(?:\.[0-9]+)?")


def read_day(column: Column, cell: Cell) -> str | Unreadable:
    """`2026-11-28`, or `2026-11-28 09:00:00` where the cell names a time."""
    try:
        found = _read(cell)
    except (ValueError, OverflowError):
        found = None
    return unreadable(column, "날짜를 2026-11-28처럼 적어 주세요.") if found is None else found


def _read(cell: Cell) -> str | None:
    """ValueError for a 31st of February."""
    text = " ".join(folded(cell).split())
    if isinstance(cell, bool) or len(text) > LONGEST:
        return None
    compact = _COMPACT.fullmatch(text)
    if compact:
        return _day(datetime(*map(int, compact.groups())))  # type: ignore[arg-type] # noqa: DTZ001
    if _SERIAL.fullmatch(text):
        return _of_serial(float(text))
    typed = _TYPED.fullmatch(text)
    return _of_typed(typed) if typed else None


def _of_serial(serial: float) -> str | None:
    """Days since 1899-12-30; the fraction is the time."""
    if not isfinite(serial) or int(serial) not in SERIALS:
        return None
    at = DAY_0 + timedelta(seconds=round(serial * 86_400))
    return _day(at) if serial.is_integer() else _time(at)


def _of_typed(typed: re.Match[str]) -> str:
    year = int(typed["year"] or f"20{typed['short']}")
    day = datetime(year, int(typed["month"]), int(typed["day"]))  # noqa: DTZ001
    if typed["hour"] is None:
        return _day(day)
    half = (typed["half"] or typed["half_after"] or "").casefold()
    hour = _hour(int(typed["hour"]), half)
    return _time(day.replace(hour=hour, minute=int(typed["minute"] or 0), second=int(typed["second"] or 0)))


def _hour(hour: int, half: str) -> int:
    if half and not 1 <= hour <= 12:
        raise ValueError(hour)
    if half in ("오후", "pm"):
        return hour % 12 + 12
    return hour % 12 if half else hour


def _day(at: datetime) -> str:
    return at.date().isoformat()


def _time(at: datetime) -> str:
    return at.isoformat(" ", "seconds")
