"""A chart of bars: so many in each of some steps."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.kiosk_ui.charts.plane import FLOOR, INNER_WIDTH, Mark, ceiling, levels, x_of, y_of

GAP = 0.2
"""Of a step's width, left free between two bars."""
MOST_NAMES = 6


@dataclass(frozen=True)
class Bar:
    x: float
    y: float
    width: float
    height: float
    name: str
    value: int


@dataclass(frozen=True)
class Bars:
    bars: list[Bar]
    names: list[Mark]
    levels: list[Mark]


def bars(values: Sequence[tuple[str, int]]) -> Bars:
    """(name, value) from left to right; of many names every second, third, … is written below."""
    most = ceiling([value for _, value in values])
    step = 1 / max(len(values), 1)
    drawn = [_bar(place, step, name, value, most) for place, (name, value) in enumerate(values)]
    every = -(-len(values) // MOST_NAMES) or 1
    names = [Mark(x_of((place + 0.5) * step), name) for place, (name, _) in enumerate(values) if place % every == 0]
    return Bars(drawn, names, levels(most))


def _bar(place: int, step: float, name: str, value: int, most: int) -> Bar:
    top = y_of(value, most)
    width = round(step * (1 - GAP) * INNER_WIDTH, 1)
    return Bar(x_of((place + GAP / 2) * step), top, width, round(FLOOR - top, 1), name, value)
