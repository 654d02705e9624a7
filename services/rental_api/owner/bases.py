"""What the owner saw before he changed a balance's cell: the base that its mark names."""

import time
from dataclasses import dataclass

from sqlalchemy import Connection

from services.rental_api.ledger import entries, sheet_bases
from services.rental_api.ledger.sheet_bases import Base
from services.rental_api.owner.row import OwnerRow, Stated
from services.rental_api.rules.owner_balance import UNKNOWN, Merge, may_be_newer, merge

LAST = 2**62
US = 1_000
"""Microseconds, in which marks are counted, in one of the ledger's milliseconds."""


@dataclass(frozen=True)
class Found:
    """`known`: the mark is one of this ledger's. If not, `base` is the last figure that the workbook had of it; or,
    where another state of the ledger can have written the cell since, `stranger` is its mark and `base` what this
    ledger had then. `over`: another state wrote over the cell.
    """

    base: Base
    known: bool
    stranger: int | None = None
    over: bool = False

    def merge(self, cell: int) -> Merge:
        return merge(self.base.amount, self.base.taken, cell)


def find(conn: Connection, row: OwnerRow, stated: Stated) -> Found | None:
    """None where the workbook never had a figure of this ledger."""
    mark = stated.mark
    known = sheet_bases.by_mark(conn, *row.name, mark) if mark is not None and UNKNOWN < mark < LAST else None
    if stated.believed is not None and row.replaced_by is not None and not knows(conn, row, row.replaced_by):
        return _written_over_by_another_state(stated, stated.believed, known)
    if known:
        return Found(known, known=True)
    before = row.replaced_by or LAST
    last = sheet_bases.last_confirmed(conn, *row.name, before)
    if mark is not None and may_be_newer(mark, last.mark if last else UNKNOWN, min(before, _now())):
        return _of_another_state(conn, row, mark, last)
    return Found(last, known=False) if last else None


def is_outlived(conn: Connection, row: OwnerRow, found: Found) -> bool:
    """Whether the workbook has had a newer figure since, and yet shows that one: he has put an old row back."""
    last = None if row.replaced_by is not None else sheet_bases.last_confirmed(conn, *row.name, LAST)
    return last is not None and last.mark > found.base.mark


def knows(conn: Connection, row: OwnerRow, mark: int) -> bool:
    return sheet_bases.by_mark(conn, *row.name, mark) is not None


def _of_another_state(conn: Connection, row: OwnerRow, mark: int, last: Base | None) -> Found | None:
    """A ledger that went on after this one's backup wrote that figure. It knew all that this one had by then, also
    what was not in the workbook yet when the backup was made: that is not to count twice.
    """
    had = entries.left_at(conn, row.key, mark // US)
    if had is not None:
        return Found(Base(mark, had, 0, confirmed=True), known=False, stranger=mark)
    return Found(last, known=False, stranger=mark) if last else None


def _written_over_by_another_state(stated: Stated, believed: int, known: Base | None) -> Found:
    """What had been read there before it wrote, that state had taken over: its own figure tells of it."""
    base = known or Base(stated.mark or UNKNOWN, believed, 0, confirmed=True)
    taken = Base(base.mark, base.amount, believed - base.amount, base.confirmed)
    return Found(taken, known=True, over=True)


def take(conn: Connection, row: OwnerRow, found: Found, taken: int) -> None:
    """Remembers what is in the ledger now.

    A stranger's figure becomes a base of its own: the same cell told again, late or by another way, counts from it,
    while what the last known figure still stands for is not touched.
    """
    mark = found.base.mark if found.stranger is None else found.stranger
    if found.stranger is not None or found.over:
        add(conn, row, mark, found.base.amount)
    if found.over and row.replaced_by is not None:
        had = entries.left_at(conn, row.key, row.replaced_by // US)
        add(conn, row, row.replaced_by, found.base.amount if had is None else had)
    sheet_bases.take(conn, *row.name, mark, taken)


def adopt(conn: Connection, row: OwnerRow, mark: int | None, amount: int) -> None:
    """The workbook has that figure under that mark already; under none where the mark cannot be one."""
    add(conn, row, mark if mark is not None and may_be_newer(mark, UNKNOWN, _now()) else UNKNOWN, amount)


def add(conn: Connection, row: OwnerRow, mark: int, amount: int) -> None:
    """The workbook has that figure under that mark."""
    sheet_bases.add(conn, *row.name, mark, amount)
    sheet_bases.confirm(conn, *row.name, mark)


def _now() -> int:
    """As marks are counted (ledger.sheet_rows): us."""
    return time.time_ns() // 1000
