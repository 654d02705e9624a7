"""One tab: a grid of a fixed size, of which only the upper rows are stored."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from tests.support.google import a1
from tests.support.google.a1 import Area
from tests.support.google.cells import BLANK, EMPTY, Cell, Row
from tests.support.google.errors import refused

Dimension = Literal["ROWS", "COLUMNS"]


@dataclass
class Sheet:
    """`rows` may be shorter than the grid, never longer. Counts and indices are from 0.

    `told` keeps what was answered of these rows; whoever changes them by another way than the methods here clears it.
    """

    id: int
    title: str
    row_count: int = 1000
    column_count: int = 26
    frozen_rows: int = 0
    frozen_columns: int = 0
    hidden: bool = False
    rows: list[Row] = field(default_factory=list)
    hidden_columns: frozenset[int] = frozenset()
    colour: Mapping[str, object] | None = None
    told: dict[Hashable, str] = field(default_factory=dict, repr=False)

    def copy(self) -> "Sheet":
        """Independent of this one, and cheap: rows are never changed."""
        return replace(self, rows=list(self.rows), told=dict(self.told))

    def row(self, at: int) -> Row:
        return self.rows[at] if at < len(self.rows) else EMPTY

    def cell(self, row: int, column: int) -> Cell:
        return self.row(row).cell(column)

    @property
    def used(self) -> int:
        """How many rows from the top until nothing more stands there."""
        return next((at + 1 for at in reversed(range(len(self.rows))) if self.rows[at].filled), 0)

    def change(self, row: int, cells: Mapping[int, Cell]) -> None:
        if cells:
            self.put(row, self.row(row).changed(cells))

    def put(self, at: int, row: Row) -> None:
        self.told.clear()
        self.rows.extend([EMPTY] * (at + 1 - len(self.rows)))
        self.rows[at] = row

    def within(self, area: Area) -> tuple[int, int, int, int]:
        """Top, left, bottom and right with open ends closed. Raises ApiError where it reaches beyond the grid."""
        bottom = self.row_count if area.bottom is None else area.bottom
        right = self.column_count if area.right is None else area.right
        if area.top > bottom or area.left > right:
            raise refused("The range's end lies before its start.")
        if bottom > self.row_count or right > self.column_count:
            raise self.beyond(area.top, area.left, bottom, right)
        return area.top, area.left, bottom, right

    def beyond(self, top: int, left: int, bottom: int, right: int) -> Exception:
        where = a1.name(self.title, top, left, max(bottom, top + 1), max(right, left + 1))
        return refused(
            f"Range ({where}) exceeds grid limits. Max rows: {self.row_count}, max columns: {self.column_count}"
        )

    def insert(self, dimension: Dimension, start: int, count: int, like: int | None) -> None:
        """Blank rows or columns; with the formats of the one that is `like` them, counted before the insertion."""
        self.told.clear()
        if dimension == "ROWS":
            look = EMPTY if like is None else self.row(like).look()
            if start < len(self.rows) or look.cells:
                self.rows.extend([EMPTY] * (start - len(self.rows)))
                self.rows[start:start] = [look] * count
            self.row_count += count
        else:
            self.rows = [_widened(row, start, count, like) for row in self.rows]
            self.hidden_columns = frozenset(at + count if at >= start else at for at in self.hidden_columns)
            self.column_count += count

    def delete(self, dimension: Dimension, start: int, end: int) -> None:
        self.told.clear()
        if dimension == "ROWS":
            del self.rows[start:end]
            self.row_count -= end - start
            self.frozen_rows -= _cut(self.frozen_rows, start, end)
        else:
            self.rows = [Row(row.cells[:start] + row.cells[end:]) for row in self.rows]
            kept = (at for at in self.hidden_columns if not start <= at < end)
            self.hidden_columns = frozenset(at - (end - start) if at >= end else at for at in kept)
            self.column_count -= end - start
            self.frozen_columns -= _cut(self.frozen_columns, start, end)

    def fill(self, top: int, left: int, blocks: Sequence[Sequence[Cell]]) -> None:
        """A block of cells, its upper left corner there."""
        for at, cells in enumerate(blocks, top):
            self.change(at, dict(enumerate(cells, left)))

    def block(self, top: int, left: int, bottom: int, right: int) -> list[list[Cell]]:
        return [[self.cell(row, column) for column in range(left, right)] for row in range(top, bottom)]


def _widened(row: Row, start: int, count: int, like: int | None) -> Row:
    if like is None and start >= len(row.cells):
        return row
    look = BLANK if like is None else row.look().cell(like)
    left = row.cells[:start] + (BLANK,) * (start - len(row.cells))
    return Row((*left, *([look] * count), *row.cells[start:]))


def _cut(frozen: int, start: int, end: int) -> int:
    """How many of the frozen ones are among those from `start` up to `end`."""
    return max(0, min(frozen, end) - start)
