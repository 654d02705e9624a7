"""Figures of figures. Pure."""

from collections.abc import Iterable, Sequence


def quantile(values: Sequence[int], share: float) -> int:
    """The smallest value that at least that share of them does not exceed; there must be one."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def changes(points: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """(time, stock) without those that repeat the stock before them."""
    kept: list[tuple[int, int]] = []
    for at, stock in points:
        if not kept or kept[-1][1] != stock:
            kept.append((at, stock))
    return kept
