"""The plane a chart is drawn on, in its own units; the browser scales it to the screen."""

from dataclasses import dataclass

WIDTH, HEIGHT = 420, 200
LEFT, RIGHT, TOP, BOTTOM = 44, 12, 12, 30
INNER_WIDTH, INNER_HEIGHT = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
FLOOR = HEIGHT - BOTTOM


@dataclass(frozen=True)
class Mark:
    """A line of the grid with what stands beside it; `at` is its x or y."""

    at: float
    text: str


def x_of(share: float) -> float:
    """From the share of the width, 0 at the left."""
    return round(LEFT + share * INNER_WIDTH, 1)


def y_of(value: float, most: float) -> float:
    return round(FLOOR - (value / most if most else 0) * INNER_HEIGHT, 1)


def ceiling(values: list[int]) -> int:
    """The top of the scale: an even number that no value passes, of which the half is whole too."""
    most = max(values, default=0)
    for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000):
        if most <= 4 * step:
            return 4 * step
    return -(-most // 4000) * 4000


def levels(most: int) -> list[Mark]:
    """Lines at none, half and all."""
    return [Mark(y_of(value, most), f"{value:,}") for value in (0, most // 2, most)]
