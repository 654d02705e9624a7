"""The workbook's rows as they were understood. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

from services.sheets_sync.parse import Value, read_row
from services.sheets_sync.tabs import MARK, TABS, Tab
from services.sheets_sync.workbook import Cell, Line, Sheet
from shared.cells import as_text

RowName = tuple[str, str]
"""Tab and key."""
Digest = Callable[[Tab, Mapping[str, Cell]], str]


@dataclass(frozen=True)
class Row:
    """A line with what could be read of it: `values` by column, `notes` on the rest. `key` is blank on a new row.

    `digest` changes with every cell that the owner may have touched.
    """

    tab: Tab
    line: Line
    key: str
    values: Mapping[str, Value]
    notes: Mapping[str, str]
    digest: str

    @property
    def name(self) -> RowName:
        return self.tab.name, self.key

    def text(self, column: str) -> str:
        """The cell as it stands there."""
        return as_text(self.line.cells.get(column))

    @property
    def is_blank(self) -> bool:
        """Whether there is nothing of the owner's in it."""
        return not any(self.text(column.name) for column in self.tab.of_hand("owner", "new", "balance"))


def digest_with(secret: bytes) -> Digest:
    """Digests go through Redis and PINs are digested: without the secret six digits would be found in no time."""

    def digest(tab: Tab, cells: Mapping[str, Cell]) -> str:
        told = [as_text(cells.get(column.name)) for column in tab.of_hand("owner", "new", "balance")]
        told += [as_text(cells.get(tab.key)), as_text(cells.get(MARK))]
        return blake2b("\0".join(told).encode(errors="replace"), key=secret, digest_size=12).hexdigest()

    return digest


class Reader:
    """Reads rows. One that stands as it stood in the last reading is not read again: most do, and reading is dear."""

    def __init__(self, digest: Digest) -> None:
        self._digest = digest
        self._last: dict[str, tuple[tuple[str, ...], dict[str, Row]]] = {}

    def rows(self, tab: Tab, sheet: Sheet) -> list[Row]:
        """Rows without any text are no rows."""
        header, known = self._last.get(tab.name, (sheet.header, {}))
        last, now = known if header == sheet.header else {}, dict[str, Row]()
        lines = (line for line in sheet.lines if any(map(as_text, line.cells.values())))
        rows = [self._row(tab, line, sheet, last, now) for line in lines]
        self._last[tab.name] = sheet.header, now
        return rows

    def _row(self, tab: Tab, line: Line, sheet: Sheet, last: Mapping[str, Row], now: dict[str, Row]) -> Row:
        known = str(line.cells)  # 1 and True are equal, but not the same cell
        row = replace(last[known], line=line) if known in last else _row(tab, line, sheet, self._digest)
        now[known] = row
        return row


def by_key(rows: Iterable[Row]) -> dict[str, Row]:
    """Named rows only; of those with the same name the first."""
    named: dict[str, Row] = {}
    for row in rows:
        if row.key:
            named.setdefault(row.key, row)
    return named


def _row(tab: Tab, line: Line, sheet: Sheet, digest: Digest) -> Row:
    read = read_row(tab, sheet.header, line)
    notes = {column: note for column, note in read.notes.items() if column in _OWNERS[tab.name]}
    return Row(tab, line, as_text(line.cells.get(tab.key)), read.values, notes, digest(tab, line.cells))


_OWNERS = {tab.name: {column.name for column in tab.of_hand("owner", "new", "balance")} for tab in TABS.values()}
"""Only what he may write is explained to him."""
