"""A tab's first row: column names, and behind a colon what explains the tab. Pure."""

from collections.abc import Sequence

from services.sheets_sync.tabs import NOTE
from services.sheets_sync.workbook import Cell
from shared.cells import as_text

COLON = ":"


class Header:
    """`names` by place, blank where a column has none. Of two columns with one name the first counts."""

    def __init__(self, row: Sequence[Cell]) -> None:
        texts = [as_text(cell) for cell in row]
        self.names = tuple(text.partition(COLON)[0].strip() for text in texts)
        self._at: dict[str, int] = {}
        for at, name in enumerate(self.names):
            if name:
                self._at.setdefault(name, at)
        note = self.at(NOTE)
        self.note = "" if note is None else texts[note].partition(COLON)[2].strip()

    def at(self, name: str) -> int | None:
        return self._at.get(name)

    @property
    def width(self) -> int:
        return len(self.names)

    @property
    def given(self) -> tuple[str, ...]:
        return tuple(filter(None, self.names))

    def cells(self, row: Sequence[Cell]) -> dict[str, Cell]:
        """Without the blank ones, and those that have no column name above them."""
        places = ((name, whole(row[at])) for name, at in self._at.items() if at < len(row))
        return {name: cell for name, cell in places if not is_blank(cell)}


def is_blank(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def whole(cell: Cell) -> Cell:
    """Large whole numbers come with a fraction of nought."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def noted(text: str) -> str:
    """The cell that explains a tab."""
    return f"{NOTE}{COLON} {text}" if text else NOTE
