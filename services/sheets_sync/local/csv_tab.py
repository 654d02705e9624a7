"""One tab as a CSV file: read, set up, and changed where nobody else changed the same."""

from collections.abc import Sequence
from pathlib import Path

import structlog

from services.sheets_sync.local import disk
from services.sheets_sync.local.changes import Changes, changes, new_records
from services.sheets_sync.local.disk import Stamp, UnreadableError
from services.sheets_sync.local.file import TabFile
from services.sheets_sync.local.index import Index, look
from services.sheets_sync.local.layout import Layout
from services.sheets_sync.local.rewriting import rewritten, with_columns
from services.sheets_sync.tabs import Tab
from services.sheets_sync.workbook import Edit, Line, Sheet

log = structlog.get_logger()


class CsvTab:
    """Everything may raise OSError; reading and setting up, WorkbookError while the owner is saving the file.

    A file that is no CSV is left alone, whatever is asked.
    """

    def __init__(self, folder: Path, tab: Tab, settle: float) -> None:
        self._tab = tab
        self._file = TabFile(folder / f"{tab.name}.csv", settle)
        self._index: Index | None = None
        self._last: tuple[Stamp, Sheet | None] | None = None

    def stamp(self) -> Stamp | None:
        return self._file.stamp()

    def read(self) -> Sheet | None:
        """None where there is no file, or nobody can make sense of it. What has not changed is not read again."""
        seen = self._file.settled()
        if seen is None or (self._last and self._last[0] == seen):
            return self._last[1] if seen and self._last else None
        try:
            sheet = self._read(seen)
        except UnreadableError as error:
            self._leave_alone(error)
            sheet = None
        self._last = None if self._tab.append_only else (seen, sheet)  # a long log is not kept
        return sheet

    def read_keys(self) -> Sheet | None:
        """The key column alone, where the tab is append-only."""
        if not self._tab.append_only:
            return self.read()
        seen = self._file.settled()
        try:
            return self._indexed(seen).sheet(self._tab) if seen else None
        except UnreadableError as error:
            self._leave_alone(error)
            return None

    def prepare(self, *, every_column: bool) -> None:
        """Makes the file, or gives it the columns that it lacks: the system's, or all."""
        seen = self._file.settled()
        try:
            header = with_columns(self._file.path, self._tab, every_column) if seen else None
        except UnreadableError as error:
            self._leave_alone(error)
            return
        rows = rewritten(self._file.path, header, Changes()) if header else iter([self._tab.names])
        if (header or not seen) and not self._file.replace(rows, seen):
            raise self._file.being_saved()

    def write(self, edits: Sequence[Edit], note: str | None) -> list[Edit]:
        """Returns the edits that are in the file now. `note` explains the tab; None leaves it as it is."""
        seen = self._file.stamp()
        if seen is None or not self._file.is_settled(seen):
            return []
        try:
            return self._append(edits, note, seen) if self._tab.append_only else self._replace(edits, note, seen)
        except UnreadableError as error:
            self._leave_alone(error)
            return []

    def _read(self, seen: Stamp) -> Sheet | None:
        if self._tab.append_only:
            seen = self._indexed(seen).stamp
        with disk.records(self._file.path) as records:
            layout = Layout(self._tab, next(records, []))
            lines = [Line(at, cells) for at, record in enumerate(records) if (cells := layout.cells(record))]
        if self._file.stamp() != seen:
            raise self._file.being_saved()
        return Sheet(layout.header, lines, layout.note) if any(layout.header) else None

    def _indexed(self, seen: Stamp) -> Index:
        if self._index is None or self._index.stamp != seen:
            self._index = look(self._file, self._tab, seen)
        return self._index

    def _append(self, edits: Sequence[Edit], note: str | None, seen: Stamp) -> list[Edit]:
        """Rows that are new; what else is wanted needs the file written anew."""
        index = self._indexed(seen)
        if note is not None or not index.appendable or any(edit.line for edit in edits):
            return self._replace(edits, note, index.stamp)
        new = [edit for edit in edits if edit.key not in index.known]
        records = new_records(self._tab, index.layout, new)
        made = self._file.append(records.values()) if records else index.stamp
        self._index = index.grown(records, made) if made else None
        return new if made else []

    def _replace(self, edits: Sequence[Edit], note: str | None, seen: Stamp) -> list[Edit]:
        """Nothing is done where the owner saves the file meanwhile."""
        with disk.records(self._file.path) as records:
            layout = Layout(self._tab, next(records, []))
            made = changes(self._tab, layout, records, edits)
        header = layout.found if note is None else layout.with_note(note)
        if header == layout.found and not made.changed and not made.added:
            return made.done if self._file.stamp() == seen else []
        rows = rewritten(self._file.path, header, made)
        return made.done if self._file.replace(rows, seen) else []

    def _leave_alone(self, error: UnreadableError) -> None:
        log.error("a tab left alone", tab=self._tab.name, reason=str(error))
