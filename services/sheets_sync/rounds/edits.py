"""The ledger's rows as edits of the workbook: which cells of a row the system may write. Pure."""

from collections.abc import Mapping
from typing import Any

from services.sheets_sync.rounds.rows import Row
from services.sheets_sync.rounds.state import Sent
from services.sheets_sync.tabs import MARK, SYNCED, Tab
from services.sheets_sync.workbook import Cell, Edit
from shared.cells import as_text


def edit_of(sent: Sent, tab: Tab, row: Row | None) -> Edit | None:
    """None where the workbook has it all. A row that is not there is added with everything."""
    if row is None:
        return Edit(tab.name, sent.key, _new(sent, tab), None, sent.version)
    cells = _system(sent, tab, row) | _balance(sent, tab) | _owner(sent.owner, row)
    return Edit(tab.name, sent.key, cells, row.line, sent.version) if cells else None


def _new(sent: Sent, tab: Tab) -> dict[str, Cell]:
    owner = {column: told["cell"] for column, told in sent.owner.items()}
    cells = {tab.key: sent.key, **sent.values, **owner, **_balance(sent, tab)}
    return {column: cell for column, cell in cells.items() if column in tab.names}


def _system(sent: Sent, tab: Tab, row: Row) -> dict[str, Cell]:
    """Of a tab that only grows no more than the key is read: a cell that looks blank may not be."""
    mine = {column.name for column in tab.of_hand("system", "new")} - {tab.key}
    return {
        column: cell
        for column, cell in sent.values.items()
        if column in mine and (tab.append_only or row.text(column) != as_text(cell))
    }


def _balance(sent: Sent, tab: Tab) -> dict[str, Cell]:
    """The figure, beside it what the system wrote there, and the mark that names it: as text, as a spreadsheet keeps
    fifteen digits of a number, and a mark that comes back changed is nobody's."""
    if tab.balance is None or tab.balance not in sent.values:
        return {}
    amount = sent.values[tab.balance]
    return {tab.balance: amount, tab.balance + SYNCED: amount, MARK: str(sent.version)}


def _owner(owner: Mapping[str, Mapping[str, Any]], row: Row) -> dict[str, Cell]:
    """His cells only while they hold what the ledger last knew of them: else he was faster."""
    return {
        column: told["cell"]
        for column, told in owner.items()
        if column in row.values and as_text(row.values[column]) == (told["held"] or "")
        and as_text(told["cell"]) != row.text(column)
    }  # fmt: skip


def merged(edits: list[Edit]) -> list[Edit]:
    """One edit a row: what several rules want of the same row is written together."""
    rows: dict[tuple[str, int | str], Edit] = {}
    for edit in edits:
        place = (edit.tab, edit.line.at if edit.line else edit.key)
        rows[place] = _both(rows[place], edit) if place in rows else edit
    return list(rows.values())


def _both(one: Edit, other: Edit) -> Edit:
    cells = {**one.cells, **other.cells}
    version = max(one.version, other.version)
    return Edit(one.tab, one.key, cells, one.line, version, one.guarded or other.guarded)
