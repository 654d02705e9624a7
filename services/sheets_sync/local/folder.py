"""The folder: its tabs and its memory, as a Workbook (workbook.py)."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from services.sheets_sync.local import memory
from services.sheets_sync.local.csv_tab import CsvTab
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Batch, Edit, Snapshot, WorkbookError

SETTLE_SECONDS = 1.0


class LocalWorkbook:
    """Members' names are in it: the folder is made for its owner's eyes only.

    Nothing is ever replaced that was not read before: an edit whose row the owner has touched is left out. A crash
    may leave a batch half written, tab by tab; each row of it is whole, and the rest comes again. `settle` seconds
    after somebody else wrote a file, it is believed to be complete.
    """

    def __init__(self, folder: Path, settle: float = SETTLE_SECONDS) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder = folder
        self._memory = folder / ".fbox.json"
        self._tabs = {name: CsvTab(folder, tab, settle) for name, tab in TABS.items()}

    def stamp(self) -> str:
        with _had(doubtful=False):
            return " ".join(f"{name}:{tab.stamp()}" for name, tab in self._tabs.items())

    def prepare(self, tabs: Collection[str], every_column: bool) -> None:
        with _had(doubtful=True):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name in tabs:
                self._tabs[name].prepare(every_column=every_column)

    def set_aside(self, tab: str, title: str) -> None:
        with _had(doubtful=True):
            (self._folder / f"{tab}.csv").rename(self._folder / f"{title}.csv")

    def read(self, whole: Collection[str], keys: Collection[str]) -> Snapshot:
        with _had(doubtful=False):
            found = {name: self._tabs[name].read_keys() for name in keys}
            found |= {name: self._tabs[name].read() for name in whole}
            sheets = {name: sheet for name, sheet in found.items() if sheet is not None}
            return Snapshot(sheets, memory=memory.read(self._memory))

    def write(self, batch: Batch) -> list[Edit]:
        """The memory last: it may be older than the tabs, never newer."""
        edits = {name: [edit for edit in batch.edits if edit.tab == name] for name in _tabs(batch)}
        with _had(doubtful=True):
            done = [edit for name in edits for edit in self._tabs[name].write(edits[name], batch.notes.get(name))]
            if batch.memory is not None:
                memory.write(self._memory, batch.memory)
        return done


def _tabs(batch: Batch) -> dict[str, None]:
    return dict.fromkeys([edit.tab for edit in batch.edits] + list(batch.notes))


@contextmanager
def _had(*, doubtful: bool) -> Iterator[None]:
    """A full disk, a locked file: the workbook cannot be had."""
    try:
        yield
    except OSError as error:
        raise WorkbookError(str(error), doubtful=doubtful) from error
