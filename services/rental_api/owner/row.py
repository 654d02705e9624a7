"""A row of the workbook as its owner has it now (shared.jobs.ledger.OwnerRows)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shared.cells import Readable, as_text

Cells = Mapping[str, Readable]


@dataclass(frozen=True)
class Stated:
    """A balance's cell, in uses or won, and the mark beside it; None where that is unreadable. `believed`: of a row
    that was replaced, what sheets_sync had read in the cell before."""

    mark: int | None
    cell: int
    believed: int | None = None


@dataclass(frozen=True)
class OwnerRow:
    """`cells` by column. `replaced_by` and `wrote`: the version whose writing replaced this row, and its cells."""

    tab: str
    key: str
    digest: str
    cells: Cells
    balance: Stated | None = None
    replaced_by: int | None = None
    wrote: Cells = field(default_factory=dict)

    @property
    def name(self) -> tuple[str, str]:
        return self.tab, self.key

    def text(self, column: str) -> str:
        """The cell's text; blank where there is none."""
        return as_text(self.cells.get(column))


def owner_row(told: Mapping[str, Any]) -> OwnerRow:
    """Of one row of the job's payload."""
    balance = told.get("balance")
    stated = Stated(**balance) if balance and isinstance(balance["cell"], int) else None
    replaced_by, wrote = told.get("replaced_by"), told.get("wrote") or {}
    return OwnerRow(told["tab"], told["key"], told["digest"], told["cells"], stated, replaced_by, wrote)
