"""What is known of an append-only file for as long as its stamp is the same: a long log is not read for each line."""

from collections.abc import Iterable
from dataclasses import dataclass

from services.sheets_sync.local import disk
from services.sheets_sync.local.disk import Stamp
from services.sheets_sync.local.file import TabFile
from services.sheets_sync.local.layout import Layout
from services.sheets_sync.tabs import Tab
from services.sheets_sync.workbook import Line, Sheet


@dataclass
class Index:
    """`keys` by place, blank where a row has none; `known` are the same. `appendable`: lines may simply be added."""

    stamp: Stamp
    layout: Layout
    keys: list[str]
    known: set[str]
    appendable: bool

    def sheet(self, tab: Tab) -> Sheet:
        """The key column alone."""
        lines = [Line(at, {tab.key: key}) for at, key in enumerate(self.keys) if key]
        return Sheet(self.layout.header, lines, self.layout.note)

    def grown(self, keys: Iterable[str], stamp: Stamp) -> "Index":
        """The same with keys at its end."""
        self.keys += keys
        self.known.update(keys)
        self.stamp = stamp
        return self


def look(file: TabFile, tab: Tab, seen: Stamp) -> Index:
    """Mends the file's end and reads its keys. Raises UnreadableError."""
    now = file.mend(seen)
    with disk.records(file.path) as lines:
        layout = Layout(tab, next(lines, []))
        keys = [layout.key_of(record) for record in lines]
    whole = set(tab.names) <= set(layout.header)
    return Index(now, layout, keys, set(keys) - {""}, whole and disk.is_marked(file.path))
