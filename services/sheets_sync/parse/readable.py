"""What every reader of a cell starts from and ends with."""

import unicodedata
from dataclasses import dataclass

from services.sheets_sync.tabs import Column
from services.sheets_sync.workbook import Cell
from shared.cells import as_text

Value = str | int | bool | dict[str, int]
"""What a cell means (shared.jobs.ledger.OwnerRows): a blank one is `""`, whatever its column's kind."""


@dataclass(frozen=True)
class Unreadable:
    """`note` is a sentence for the owner that names the column. A PIN never stands in it."""

    note: str


def unreadable(column: Column, why: str) -> Unreadable:
    return Unreadable(f"{column.name}: {why}")


def folded(cell: Cell) -> str:
    """The cell's text with full-width signs made plain and invisible ones gone, for whatever is no free text."""
    plain = as_text(cell)
    if plain.isascii():  # nearly every cell of every round
        return plain
    text = unicodedata.normalize("NFKC", plain)
    return "".join(sign for sign in text if unicodedata.category(sign) != "Cf").strip()
