"""Where a tab's columns are in a file whose header the owner may have changed."""

from collections.abc import Mapping, Sequence

from services.sheets_sync.cells import from_file, to_file
from services.sheets_sync.tabs import Tab
from services.sheets_sync.workbook import Cell


class UnreadableError(OSError):
    """A tab's file is there, but nobody can tell its rows."""


class Layout:
    """Columns by their names, wherever they stand.

    The header as found, and at its end the system's columns that it lacks; a blank header becomes the tab's own.
    An owner's column that is gone stays gone: he may have renamed it.
    """

    def __init__(self, tab: Tab, found: Sequence[str]) -> None:
        blank = not any(name.strip() for name in found)
        names = tab.columns if blank else [name.strip() for name in found]
        if tab.key not in names:
            raise UnreadableError(f"{tab.name}: its column {tab.key} is gone")
        self._one_line = tab.append_only
        lacking = [column for column in tab.columns if column not in names and column not in tab.owner]
        self.complete = not blank and not lacking
        self.header = [*(tab.columns if blank else found), *lacking]
        self._at = {name.strip(): at for at, name in reversed(list(enumerate(self.header)))}
        self._key_at = self._at[tab.key]

    def key_of(self, record: Sequence[str]) -> str:
        return from_file(record[self._key_at]).strip() if len(record) > self._key_at else ""

    def cells(self, record: Sequence[str]) -> dict[str, str]:
        return {name: from_file(record[at]) for name, at in self._at.items() if at < len(record)}

    def changed(self, record: Sequence[str], cells: Mapping[str, Cell]) -> list[str]:
        """The record with these cells; all others are left as the file has them."""
        placed = {self._at[name]: self._text(value) for name, value in cells.items() if name in self._at}
        full = [*record, *[""] * (len(self.header) - len(record))]
        return [placed.get(at, cell) for at, cell in enumerate(full)]

    def _text(self, value: Cell) -> str:
        """An append-only tab has one line a row: that is how a torn one is known."""
        text = to_file(value)
        return " ".join(text.splitlines()) if self._one_line else text
