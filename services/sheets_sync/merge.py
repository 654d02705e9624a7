"""Which cells of a row the system may write: the rule that keeps the owner's edits."""

from collections.abc import Mapping

from services.sheets_sync.tabs import Tab
from services.sheets_sync.workbook import Cell


def cells_to_write(tab: Tab, now: Mapping[str, str] | None, values: Mapping[str, Cell]) -> dict[str, Cell]:
    """The cells of `values` that differ from the row `now` and are the system's to write; all where there is no row.

    An owner's column is written only while its cell is blank. Columns the tab does not declare are never written.
    """
    declared = {column: value for column, value in values.items() if column in tab.columns}
    if now is None:
        return declared
    return {column: value for column, value in declared.items() if _may_write(tab, column, now, value)}


def _may_write(tab: Tab, column: str, now: Mapping[str, str], value: Cell) -> bool:
    held = now.get(column, "")
    if column == tab.key or held == str(value):
        return False
    return column not in tab.owner or not held.strip()
