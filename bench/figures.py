"""Percentiles as they are printed."""

from collections.abc import Sequence
from statistics import quantiles


def p50_p99(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 99th percentile, in milliseconds."""
    cuts = quantiles([value * 1000 for value in seconds], n=100, method="inclusive")
    return cuts[49], cuts[98]


def row(name: str, seconds: Sequence[float]) -> str:
    p50, p99 = p50_p99(seconds)
    return f"{name:<52} p50 {p50:6.2f} ms   p99 {p99:6.2f} ms   n {len(seconds)}"
