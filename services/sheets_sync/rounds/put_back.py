"""Cells of ours that stand where they were not meant to, and his that a mending wrote over: put back. Pure.

A row is spoilt until a reading shows it mended: what a write did to it is kept until then. So a mending that was
lost, or that missed its row because he sorted once more, is simply made again.
"""

from collections.abc import Collection, Iterator

from services.sheets_sync.rounds.findings import Findings
from services.sheets_sync.rounds.look import Look
from services.sheets_sync.rounds.pins import is_new_pin, is_pin
from services.sheets_sync.rounds.rows import Row
from services.sheets_sync.rounds.state import State
from services.sheets_sync.tabs import NOTE, TABS, Tab
from services.sheets_sync.workbook import Cell, Edit, Replaced
from shared.cells import as_text


def is_mending(tab: Tab, key: str, version: int, cells: Collection[str]) -> bool:
    """Whether these cells were written here, and are no row of the ledger's, new name, PIN's `set` or note."""
    others = [column for column in cells if column != NOTE and not is_pin(tab, column)]
    return tab.is_read and version == 0 and bool(key) and bool(others)


def was_mending(one: Replaced) -> bool:
    return is_mending(TABS[one.tab], one.key, one.version, one.wrote)


def give_name_back(found: Findings, one: Replaced, hit: str, seen: Look) -> None:
    """A name meant for a new row stands on a row that had one."""
    name = as_text(one.wrote[TABS[one.tab].key])
    row = seen.named.get(one.tab, {}).get(name)
    if row:
        found.repairs.append(Edit(one.tab, name, {TABS[one.tab].key: hit}, row.line))
        found.waiting.add(row.name)
        found.spoilt.add(row.name)
    found.forget(one)


def put_back(found: Findings, one: Replaced, hit: str, seen: Look, state: State) -> bool:
    """Cells of ours stand on a row without a name, or in other columns. Says whether all is well again."""
    if not was_mending(one):
        found.ask_again(one, state, one.key)
    if not TABS[one.tab].is_read:
        return _put_back_by_key(found, one, hit, seen, state)
    name = as_text(one.wrote.get(TABS[one.tab].key)) or hit
    row = seen.named[one.tab].get(name) if name else _unnamed(one, seen)
    before = dict(_before(one, row)) if row else {}
    if row and before:
        found.repairs.append(Edit(one.tab, row.key, before, row.line))
        found.waiting.add(row.name)
        found.spoilt.add(row.name)
    return not before


def give_back(found: Findings, one: Replaced, seen: Look) -> bool:
    """What he typed into a spoilt row while it was being mended. Says whether it stands there."""
    row = seen.named[one.tab].get(one.key)
    typed = {column: cell for column, cell in _typed(one) if row and row.text(column) == as_text(one.wrote[column])}
    if row and typed:
        found.repairs.append(Edit(one.tab, row.key, typed, row.line))
    return not typed


def _before(one: Replaced, row: Row) -> Iterator[tuple[str, Cell]]:
    """What stood there, where that was something else and what was written stands there still."""
    for column, cell in one.wrote.items():
        before = one.line.get(column, "")
        if row.text(column) == as_text(cell) != as_text(before):
            yield column, before


def _typed(one: Replaced) -> Iterator[tuple[str, Cell]]:
    tab = TABS[one.tab]
    for column, put in one.wrote.items():
        cell = one.line.get(column, "")
        if column in one.expected and as_text(cell) != as_text(one.expected[column]):
            yield column, _moved(tab, column, cell, one.expected[column], put)
        elif is_new_pin(tab, column, as_text(cell)) and as_text(cell) != as_text(put):
            yield column, cell


def _moved(tab: Tab, column: str, cell: Cell, seen: Cell, put: Cell) -> Cell:
    """Of a balance his change counts: he saw another figure than the one that was put back."""
    if column == tab.balance and isinstance(cell, int) and isinstance(seen, int) and isinstance(put, int):
        return put + cell - seen
    return cell


def _put_back_by_key(found: Findings, one: Replaced, hit: str, seen: Look, state: State) -> bool:
    """Of a tab that is the system's alone no more than the keys is read, and they only where a row changes: so the
    rows are asked for, and what was there before is put below what they bring."""
    found.ask_again(one, state, one.key, hit)
    row = seen.named.get(one.tab, {}).get(hit)
    if row:
        before: dict[str, Cell] = {column: one.line.get(column, "") for column in one.wrote}
        found.repairs.append(Edit(one.tab, hit, before, row.line))
    return not hit or one.tab in seen.named


def _unnamed(one: Replaced, seen: Look) -> Row | None:
    """The row without a name on which all that was written stands."""
    unnamed = (row for row in seen.rows[one.tab] if not row.key)
    return next((row for row in unnamed if all(row.text(c) == as_text(cell) for c, cell in one.wrote.items())), None)
