"""What the service wants of a workbook, be it a folder of CSV files or a Google spreadsheet."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

Cell = str | int | float | bool
"""A cell as it is held: text stays text, whatever it looks like; a number is a number where the workbook knows it."""


@dataclass(frozen=True)
class Line:
    """A row as it was read. `at` counts the rows below the header from 0, at that moment: the owner may sort them.

    `cells` by column name, the owner's own columns too; blank cells are left out.
    """

    at: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Sheet:
    """A tab as it was read. `header` holds column names without what explains the tab, which is `note`."""

    header: tuple[str, ...]
    lines: Sequence[Line]
    note: str = ""


@dataclass(frozen=True)
class Replaced:
    """A row as it was in the very moment when a write replaced cells of it: what the owner typed between our reading
    and our writing is in here and nowhere else.

    `key` and `version` are the edit's. `line` are the cells of the row that was really hit: another where he sorted
    meanwhile. `expected` are the cells we believed to replace in the owner's, the balance's and the key column (never
    a PIN); `wrote` are all cells of the edit, which stand there now. `shifted`: he moved columns, and they stand in
    others than they were meant for; all cells here are under the names of the columns that were really hit.
    """

    id: str
    tab: str
    key: str
    version: int
    line: Mapping[str, Cell]
    expected: Mapping[str, Cell]
    wrote: Mapping[str, Cell]
    shifted: bool = False


@dataclass(frozen=True)
class Snapshot:
    """`sheets` by tab name; a tab that is not there is left out. `memory` is what the last write left (Batch)."""

    sheets: Mapping[str, Sheet]
    replaced: tuple[Replaced, ...] = ()
    memory: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Edit:
    """Cells of one row to be written: the row that was read as `line`, or a new one at the end where that is None.

    `key` is what the row is called in its tab; blank while it has no name. What an edit replaces is told by the next
    reading (Replaced) unless it is not `guarded`.
    """

    tab: str
    key: str
    cells: Mapping[str, Cell]
    line: Line | None
    version: int = 0
    guarded: bool = True


@dataclass(frozen=True)
class Batch:
    """One write. `notes` explain whole tabs (blank: nothing to explain); tabs left out keep theirs.

    `seen` are the ids of what was replaced and has been dealt with: it is forgotten. `memory` is kept in the
    workbook itself, so that a new machine finds it; None leaves it as it is.
    """

    edits: Sequence[Edit]
    notes: Mapping[str, str] = field(default_factory=dict)
    seen: Collection[str] = ()
    memory: Mapping[str, Any] | None = None


class WorkbookError(Exception):
    """The workbook cannot be had now. `doubtful`: what was asked may have been done all the same.

    `wait` is how many seconds it wants to be left alone.
    """

    def __init__(self, why: str, *, doubtful: bool = False, wait: float = 0.0) -> None:
        super().__init__(why)
        self.doubtful = doubtful
        self.wait = wait


class Workbook(Protocol):
    """Every call raises WorkbookError and nothing else where the workbook cannot be had."""

    def stamp(self) -> str | None:
        """Changes whenever the workbook does; None where that cannot be told. Cheaper than reading."""
        ...

    def prepare(self, tabs: Collection[str], every_column: bool) -> None:
        """Makes those of the tabs that are missing, and gives the others the columns that they lack: the system's, or
        with `every_column` (a workbook met for the first time, a tab to be restored) the owner's too.

        What is there stays as it is: order, formats and columns of his own.
        """
        ...

    def set_aside(self, tab: str, title: str) -> None:
        """Gives the tab another title, so that it is the owner's own from now on, with all that is in it."""
        ...

    def read(self, whole: Collection[str], keys: Collection[str]) -> Snapshot:
        """`whole` tabs with all cells, of `keys` tabs the key column alone. One call."""
        ...

    def write(self, batch: Batch) -> list[Edit]:
        """Returns the edits that are in the workbook now, durably: an edit whose row is no longer as it was read may
        be left out, and comes again with the next reading. Cells without an edit, rows, columns and their order stay.

        All of the batch is written or nothing, as far as a crash can tell. No cell of the owner's is lost: either
        the edit is left out, or the next `read` tells what it replaced.
        """
        ...
