"""What the service wants of a workbook, be it a folder of CSV files or a Google spreadsheet."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

Cell = str | int | float
"""What the system writes: text stays text, whatever it looks like; a number becomes a number."""
Rows = Mapping[str, Mapping[str, str]]
"""Rows of a tab as they are now: by key, a row's cells as text by column."""
EVERY = None
"""In place of keys: all rows of the tab."""


@dataclass(frozen=True)
class Edit:
    """Cells of one row to be written. `new`: the row is added where the key is not found, else nothing happens."""

    tab: str
    key: str
    cells: Mapping[str, Cell]
    new: bool


class Workbook(Protocol):
    """Each call is one batch over any number of tabs, so that it can be one call of an API."""

    def read(self, wanted: Mapping[str, Collection[str] | None]) -> dict[str, Rows]:
        """The rows with these keys (or EVERY row) of each tab. A tab nobody can make sense of is left out."""
        ...

    def write(self, edits: Sequence[Edit]) -> None:
        """Returns when all is durable. Raises OSError, or whatever the network raises: part of it may be written.

        Cells without an edit stay as they are, and so do rows, columns and their order.
        """
        ...
