"""How the owner's change of a balance is merged: as a change, once, whoever else moved it meanwhile. Pure.

He sees a figure that the system wrote and writes another one over it. What he means is the difference; a statement of
his cell is absolute, so what was taken of it before is subtracted, and saying it twice changes nothing.
"""

from dataclasses import dataclass

MOST = 10_000_000
"""Uses or won that one edit may move, as one adjustment of the operator's may."""
MOST_LEFT = 1_000_000_000
"""Uses or won that a cell may hold: the ledger's columns take no more than twice as much."""
UNKNOWN = 0
"""The mark of a base whose cell bears none: older than any."""


@dataclass(frozen=True)
class Merge:
    """`delta` is to be posted now; `taken` is all of the owner's change to the base from then on."""

    delta: int
    taken: int


def merge(amount: int, taken: int, cell: int) -> Merge:
    """The base's amount, what was taken of the change to it before, and the cell as it stands; uses or won."""
    change = cell - amount
    return Merge(change - taken, change)


def may_be_newer(mark: int | None, last: int, before: int) -> bool:
    """Whether a mark that the ledger does not know can be that of a figure written after the `last` one it knows of,
    and `before` that time; all in us. If not, somebody has played with the column.
    """
    return mark is not None and last < mark < before


def why_not(balance: int, delta: int, unit: str, word: str) -> str:
    """Why that cannot be posted, for the owner to read; blank where it can."""
    if balance + delta < 0:
        return f"남은 {word}보다 많이 뺄 수 없습니다 (지금 {balance:,}{unit})."
    if abs(delta) > MOST or balance + delta > MOST_LEFT:
        return f"한 번에 {MOST:,}{unit}까지 바꿀 수 있습니다 (지금 {balance:,}{unit})."
    return ""
