"""The figures of the last days as the charts want them. Pure."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from services.kiosk_ui.charts.bars import Bars, bars
from services.kiosk_ui.charts.steps import Span, Steps, steps

Told = Mapping[str, Any]
Row = tuple[str, int]


@dataclass(frozen=True)
class Chart:
    """`rows` say in a table what the drawing shows."""

    drawing: Bars
    rows: list[Row]

    @property
    def total(self) -> int:
        return sum(value for _, value in self.rows)


@dataclass(frozen=True)
class Stock:
    """One dispenser's; `rows` are (time, stock) where it changed, the newest first."""

    name: str
    device_uuid: str
    drawing: Steps
    rows: list[tuple[str, int]]

    @property
    def now(self) -> int | None:
        return self.rows[0][1] if self.rows else None


@dataclass(frozen=True)
class Took:
    """How long one dispenser took, seconds."""

    name: str
    count: int
    p50: float
    p95: float


def by_hour(told: Told, zone: ZoneInfo) -> Chart:
    """Of one day each of its hours in turn; of several days the hours of a day, added up."""
    hours = [(_time(one["hour"], zone), int(one["rentals"])) for one in told["rentals_per_hour"]]
    if len(hours) <= 25:
        return _chart([(f"{at.hour}시", count) for at, count in hours])
    added = Counter[int]()
    for at, count in hours:
        added[at.hour] += count
    return _chart([(f"{hour}시", added[hour]) for hour in range(24)])


def by_day(told: Told, zone: ZoneInfo) -> Chart:
    added: dict[str, int] = {}
    for one in told["rentals_per_hour"]:
        at = _time(one["hour"], zone)
        name = f"{at.month}.{at.day}."
        added[name] = added.get(name, 0) + int(one["rentals"])
    return _chart(list(added.items()))


def dispensing(told: Told) -> Chart:
    """How many took how long, in half seconds."""
    return _chart([(f"{one['from'] / 1000:.1f}초", int(one["count"])) for one in told["dispense_ms"]])


def took(told: Told) -> list[Took]:
    return [
        Took(one["name"], times["count"], round(times["p50"] / 1000, 1), round(times["p95"] / 1000, 1))
        for one in told["devices"]
        if (times := one["dispense_ms"])
    ]


def stocks(told: Told, zone: ZoneInfo) -> list[Stock]:
    span = Span(_time(told["since"], zone), _time(told["until"], zone), zone)
    return [_stock(one, span) for one in told["devices"]]


def _stock(one: Told, span: Span) -> Stock:
    points = [(_time(point["at"], span.zone), int(point["stock"])) for point in one["stock"]]
    rows = [(f"{at.month}.{at.day}. {at:%H:%M}", stock) for at, stock in reversed(points)]
    return Stock(one["name"], one["device_uuid"], steps(points, span), rows)


def _chart(rows: list[Row]) -> Chart:
    return Chart(bars(rows), rows)


def _time(at: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(at).astimezone(zone)
