"""How long somebody who failed must wait: nothing at first, then twice as long with every further failure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limit:
    """`free` failures cost no wait, the next one `first` seconds, each later one twice that, `longest` at most.

    All of them are forgotten `memory` seconds after the last.
    """

    free: int
    first: int
    longest: int
    memory: int


PINS_OF_MEMBER = Limit(free=4, first=30, longest=15 * 60, memory=24 * 3600)
PINS_AT_KIOSK = Limit(free=12, first=10, longest=5 * 60, memory=10 * 60)
LOOKUPS_AT_KIOSK = Limit(free=10, first=5, longest=5 * 60, memory=10 * 60)


def waits(limit: Limit) -> list[int]:
    """Seconds to wait after the 1st, 2nd, … failure; the last one holds for all that follow."""
    told = [0] * limit.free
    wait = limit.first
    while wait < limit.longest:
        told.append(wait)
        wait *= 2
    return [*told, limit.longest]


def wait_after(limit: Limit, failures: int) -> int:
    """Seconds."""
    known = waits(limit)
    return known[min(failures, len(known)) - 1] if failures else 0


def left_before_wait(limit: Limit, failures: int) -> int:
    """How many more failures until the next wait begins; 0 where it has."""
    return max(limit.free + 1 - failures, 0)
