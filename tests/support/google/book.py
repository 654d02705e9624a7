"""A spreadsheet: its tabs in their order, and what of them is protected."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from tests.support.google.a1 import Area
from tests.support.google.errors import ApiError, refused
from tests.support.google.grid import Sheet

MOST_CELLS = 10_000_000


@dataclass(frozen=True)
class Protected:
    """`json` is the rest of it, as Google's JSON has it. Those who may edit it are `editors`; None is everybody."""

    id: int
    sheet_id: int
    area: Area
    json: dict[str, Any] = field(default_factory=dict)
    editors: frozenset[str] | None = None


@dataclass
class Book:
    """What belongs to one version of the spreadsheet, and nothing else: a copy is a version of its own."""

    id: str
    title: str
    locale: str = "ko_KR"
    zone: str = "Asia/Seoul"
    sheets: list[Sheet] = field(default_factory=list)
    protected: list[Protected] = field(default_factory=list)
    next_id: int = 1
    most_cells: int = MOST_CELLS

    def copy(self) -> "Book":
        return replace(self, sheets=[sheet.copy() for sheet in self.sheets], protected=list(self.protected))

    def new_id(self) -> int:
        """For a tab or a protected range; one looks as random as Google's."""
        self.next_id += 1
        return self.next_id * 48_271 % 2_147_483_647

    def sheet(self, sheet_id: int) -> Sheet:
        """Raises ApiError."""
        for sheet in self.sheets:
            if sheet.id == sheet_id:
                return sheet
        raise refused(f"No grid with id: {sheet_id}")

    def titled(self, title: str) -> Sheet | None:
        """Big and small letters are the same to Google."""
        same = (sheet for sheet in self.sheets if sheet.title.casefold() == title.casefold())
        return next(same, None)

    def first(self) -> Sheet:
        return next(sheet for sheet in self.sheets if not sheet.hidden)

    def check_size(self) -> None:
        """Raises ApiError when it has grown beyond what a spreadsheet may have."""
        if sum(sheet.row_count * sheet.column_count for sheet in self.sheets) > self.most_cells:
            raise ApiError(
                400,
                "This action would increase the number of cells in the workbook above the limit of"
                f" {self.most_cells} cells.",
            )

    def protections(self, sheet_id: int) -> Iterator[Protected]:
        return (one for one in self.protected if one.sheet_id == sheet_id)
