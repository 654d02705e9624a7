"""Where a tab's columns are in a file whose header the owner may have changed."""

from collections.abc import Mapping, Sequence

from services.sheets_sync.local.cells import from_file, to_file
from services.sheets_sync.tabs import NOTE, Tab
from services.sheets_sync.workbook import Cell

Record = Sequence[str]


class Layout:
    """Columns by their names, wherever they stand; of two with one name, the first.

    `header` are the names; what explains the tab stands in the header's own cell `sync_note: …` and is `note`.
    """

    def __init__(self, tab: Tab, found: Record) -> None:
        named = [_name_and_note(cell) for cell in found]
        self.found = found
        self.header = tuple(name for name, _ in named)
        self.note = next((note for name, note in named if name == NOTE), "")
        self.is_named = tab.key in self.header
        self._tab = tab
        self._at = {name: at for at, name in reversed(list(enumerate(self.header))) if name}

    def text(self, record: Record, column: str) -> str:
        """The cell's text; blank where the file has no such cell."""
        at = self._at.get(column, len(record))
        return from_file(record[at]) if at < len(record) else ""

    def key_of(self, record: Record) -> str:
        return self.text(record, self._tab.key).strip()

    def cells(self, record: Record) -> dict[str, Cell]:
        """By column, without those that are blank."""
        found = {name: from_file(record[at]) for name, at in self._at.items() if at < len(record)}
        return {name: text for name, text in found.items() if text.strip()}

    def changed(self, record: Record, cells: Mapping[str, Cell]) -> Record:
        """The record with these cells; all others, and those of columns that are not there, are left alone."""
        placed = {self._at[name]: self._text(cell) for name, cell in cells.items() if name in self._at}
        full = [*record, *[""] * (len(self.header) - len(record))]
        return [placed.get(at, cell) for at, cell in enumerate(full)]

    def with_note(self, note: str) -> Record:
        """The header, explaining the tab; `sync_note` alone where there is nothing to explain."""
        cell = f"{NOTE}: {' '.join(note.split())}" if note.strip() else NOTE
        if NOTE in self._at:
            return [cell if at == self._at[NOTE] else each for at, each in enumerate(self.found)]
        return [*self.found, cell] if note.strip() and any(self.header) else self.found

    def with_columns(self, names: Sequence[str], width: int) -> Record:
        """The header with those of the names that it lacks, behind all that any row has: `width` cells."""
        lacking = [name for name in names if name not in self._at]
        return [*self.found, *[""] * (width - len(self.found)), *lacking] if lacking else self.found

    def _text(self, cell: Cell) -> str:
        """An append-only tab has one line a row: that is how a torn one is known."""
        text = to_file(cell)
        return " ".join(text.splitlines()) if self._tab.append_only else text


def _name_and_note(cell: str) -> tuple[str, str]:
    name, colon, note = cell.strip().partition(":")
    return (NOTE, note.strip()) if colon and name.strip() == NOTE else (cell.strip(), "")
