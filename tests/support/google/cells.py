"""Cells and rows. Neither is ever changed, only replaced: a copy of a whole tab is a copy of a list."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

Value = str | int | float | bool | None
"""What a cell comes to; None is blank."""
LONGEST = 50_000
"""Characters in one cell, at most."""


class Cell(NamedTuple):
    """`value` is what a formula came to, where there is one. `format` and `validation` as Google's JSON has them."""

    value: Value = None
    formula: str = ""
    format: Mapping[str, Any] | None = None
    note: str = ""
    validation: Mapping[str, Any] | None = None

    @property
    def is_filled(self) -> bool:
        return self.value is not None or bool(self.formula)

    def holding(self, value: Value, formula: str = "") -> "Cell":
        """Another value in the same dress."""
        return Cell(value, formula, self.format, self.note, self.validation)


BLANK = Cell()
Render = Callable[[Cell], str | int | float | bool]


class Row:
    """Cells from the left; beyond the last all are blank. What an answer says of it is worked out once."""

    __slots__ = ("_told", "cells", "filled")

    def __init__(self, cells: Iterable[Cell] = ()) -> None:
        made = list(cells)
        while made and made[-1] == BLANK:
            made.pop()
        self.cells = tuple(made)
        self.filled = next((at + 1 for at in reversed(range(len(made))) if made[at].is_filled), 0)
        """How many cells from the left until nothing more stands there."""
        self._told: dict[tuple[Render, int, int], str] = {}

    def cell(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else BLANK

    def changed(self, cells: Mapping[int, Cell]) -> "Row":
        made = list(self.cells)
        made.extend([BLANK] * (max(cells, default=-1) + 1 - len(made)))
        for column, cell in cells.items():
            made[column] = cell
        return Row(made)

    def look(self) -> "Row":
        """A blank row with the formats and drop-downs of this one."""
        return Row(Cell(format=cell.format, validation=cell.validation) for cell in self.cells)

    def values(self, render: Render, left: int, right: int) -> list[str | int | float | bool]:
        """Without the blank ones at the end."""
        made = [render(cell) for cell in self.cells[left : min(right, self.filled)]]
        while made and made[-1] == "":
            made.pop()
        return made

    def told(self, render: Render, left: int, right: int) -> str:
        """`values` as JSON."""
        key = (render, left, min(right, self.filled))
        if key not in self._told:
            self._told[key] = json.dumps(self.values(render, left, right), ensure_ascii=False)
        return self._told[key]


EMPTY = Row()
