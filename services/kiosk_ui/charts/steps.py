"""A chart of steps: a figure that stays until it changes, as a stock does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.kiosk_ui.charts.plane import FLOOR, Mark, ceiling, levels, x_of, y_of

MOST_MARKS = 4
HOURS = (1, 2, 3, 6, 12, 24, 48, 192)


@dataclass(frozen=True)
class Steps:
    """`line` and `area` are paths; '' where nothing is known of that time."""

    line: str
    area: str
    times: list[Mark]
    levels: list[Mark]


@dataclass(frozen=True)
class Span:
    """The time a chart shows; the zone names its hours."""

    since: datetime
    until: datetime
    zone: ZoneInfo

    def share(self, at: datetime) -> float:
        """0 at its beginning, 1 at its end; what lies outside is drawn at the edge."""
        return min(max((at - self.since) / (self.until - self.since), 0.0), 1.0)


def steps(points: Sequence[tuple[datetime, int]], span: Span) -> Steps:
    """(time, value) in order of time; the last value holds until the end."""
    most = ceiling([value for _, value in points])
    if not points:
        return Steps("", "", times(span), levels(most))
    path = f"M{x_of(span.share(points[0][0]))} {y_of(points[0][1], most)}"
    for at, value in points[1:]:
        path += f"H{x_of(span.share(at))}V{y_of(value, most)}"
    line = f"{path}H{x_of(1)}"
    area = f"{line}V{FLOOR}H{x_of(span.share(points[0][0]))}Z"
    return Steps(line, area, times(span), levels(most))


def times(span: Span) -> list[Mark]:
    """Round hours of the gym, at most four or five; midnight is called by its day."""
    whole = (span.until - span.since) / timedelta(hours=1)
    every = next((hours for hours in HOURS if whole / hours <= MOST_MARKS), 240)
    first = span.since.astimezone(span.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    found = []
    for number in range(1, int((whole + 24) / every) + 1):
        at = first + timedelta(hours=number * every)
        if span.since <= at <= span.until:
            found.append(Mark(x_of(span.share(at)), _name(at)))
    return found


def _name(at: datetime) -> str:
    return f"{at.month}.{at.day}." if at.hour == 0 else f"{at.hour}시"
