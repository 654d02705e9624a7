"""How long to leave alone what has just failed: truncated exponential back-off with full jitter. Pure."""

from collections.abc import Callable

FIRST_SECONDS = 1.0
LONGEST_SECONDS = 64.0


def pause(failures: int, draw: Callable[[], float], wanted: float = 0.0) -> float:
    """Seconds after that many failures in a row, from 1: anything up to 1, 2, 4, … 64.

    `draw` gives numbers from 0 up to 1. `wanted` is what the other side asked for (WorkbookError.wait): it comes on
    top, so that not everybody is back in the same moment.
    """
    longest = min(FIRST_SECONDS * 2.0 ** min(failures - 1, 16), LONGEST_SECONDS) if failures > 0 else 0.0
    return wanted + draw() * longest
