"""The workbook as a folder of CSV files, one a tab: what F-BOX uses where no Google Sheet is named."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import structlog

from services.sheets_sync.csv_tab import CsvTab
from services.sheets_sync.layout import UnreadableError
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Edit, Rows

log = structlog.get_logger()


class LocalWorkbook:
    """A Workbook (workbook.py). Members' names are in it: the folder is made for its owner's eyes only."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._tabs = {name: CsvTab(folder, tab) for name, tab in TABS.items()}

    def read(self, wanted: Mapping[str, Collection[str] | None]) -> dict[str, Rows]:
        found = {}
        for name, keys in wanted.items():
            try:
                found[name] = self._tabs[name].read(keys)
            except UnreadableError as error:
                log.error("a tab left alone", tab=name, reason=str(error))
        return found

    def write(self, edits: Sequence[Edit]) -> None:
        for name in dict.fromkeys(edit.tab for edit in edits):
            self._tabs[name].write([edit for edit in edits if edit.tab == name])
