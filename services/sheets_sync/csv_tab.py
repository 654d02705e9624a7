"""One tab as a CSV file that its owner may open, edit and save at any time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from services.sheets_sync import disk
from services.sheets_sync.disk import Record, Stamp
from services.sheets_sync.layout import Layout
from services.sheets_sync.tabs import Tab
from services.sheets_sync.workbook import Cell, Edit, Rows

TRIES = 5


@dataclass
class _Index:
    """What is known of an append-only file for as long as its stamp is the same."""

    stamp: Stamp | None
    layout: Layout
    keys: set[str]
    appendable: bool


class CsvTab:
    """The file is read again whenever it is not the one last seen, so the owner's edits are never written over."""

    def __init__(self, folder: Path, tab: Tab) -> None:
        self._path = folder / f"{tab.name}.csv"
        self._tab = tab
        self._known: _Index | None = None

    def read(self, keys: Collection[str] | None) -> Rows:
        """The first row of each key. Raises UnreadableError. A missing file is made, with its header."""
        if disk.stamp(self._path) is None:
            self._replace({})
        if self._tab.append_only and keys is not None and self._index().keys.isdisjoint(keys):
            return {}
        return self._find(keys)

    def write(self, edits: Sequence[Edit]) -> None:
        """Raises OSError, UnreadableError among it."""
        if self._tab.append_only and self._can_append(edits):
            self._append(edits)
        else:
            self._replace(_by_key(edits))

    def _find(self, keys: Collection[str] | None) -> Rows:
        found: dict[str, Mapping[str, str]] = {}
        with disk.records(self._path) as lines:
            layout = Layout(self._tab, next(lines, []))
            for record in lines:
                key = layout.key_of(record)
                if key and key not in found and (keys is None or key in keys):
                    found[key] = layout.cells(record)
        return found

    def _index(self) -> _Index:
        """Mends the file's end and reads its keys, unless it is the file last seen."""
        if self._known is None or self._known.stamp != disk.stamp(self._path):
            self._known = self._look()
        return self._known

    def _look(self) -> _Index:
        disk.mend(self._path, len(self._tab.columns))
        seen = disk.stamp(self._path)
        with disk.records(self._path) as lines:
            layout = Layout(self._tab, next(lines, []))
            keys = {layout.key_of(record) for record in lines}
        return _Index(seen, layout, keys, layout.complete and disk.is_marked(self._path))

    def _can_append(self, edits: Sequence[Edit]) -> bool:
        if disk.stamp(self._path) is None:
            return False
        index = self._index()
        return index.appendable and all(edit.new and edit.key not in index.keys for edit in edits)

    def _append(self, edits: Sequence[Edit]) -> None:
        index = self._index()
        disk.append(self._path, _new_rows(index.layout, _by_key(edits), self._tab.key))
        index.keys.update(edit.key for edit in edits)
        index.stamp = disk.stamp(self._path)

    def _replace(self, edits: Mapping[str, Edit]) -> None:
        """Over again when the owner saved the file meanwhile."""
        for _ in range(TRIES):
            seen = disk.stamp(self._path)
            new = disk.draft(self._path, self._edited(edits, exists=seen is not None))
            if disk.stamp(self._path) == seen:
                disk.put(new, self._path)
                return
        raise OSError(f"{self._path.name}: somebody keeps writing it")

    def _edited(self, edits: Mapping[str, Edit], *, exists: bool) -> Iterator[Record]:
        """The whole file with the edits; new rows last."""
        left = dict(edits)
        if not exists:
            layout = Layout(self._tab, [])
            yield layout.header
        else:
            with disk.records(self._path) as lines:
                layout = Layout(self._tab, next(lines, []))
                yield layout.header
                for record in lines:
                    edit = left.pop(layout.key_of(record), None)
                    yield layout.changed(record, edit.cells) if edit else record
        yield from _new_rows(layout, left, self._tab.key)


def _new_rows(layout: Layout, edits: Mapping[str, Edit], key: str) -> Iterator[Record]:
    for edit in edits.values():
        if edit.new:
            yield layout.changed([], {key: edit.key, **edit.cells})


def _by_key(edits: Sequence[Edit]) -> dict[str, Edit]:
    """One edit a row; where a row has several, the later cells win."""
    merged: dict[str, Edit] = {}
    for edit in edits:
        before: Mapping[str, Cell] = merged[edit.key].cells if edit.key in merged else {}
        merged[edit.key] = Edit(edit.tab, edit.key, {**before, **edit.cells}, edit.new)
    return merged
