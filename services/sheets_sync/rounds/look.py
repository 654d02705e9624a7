"""A reading of the workbook, tab by tab: what is in order, and what is not to be touched. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from services.sheets_sync import belt
from services.sheets_sync.rounds.rows import Reader, Row, by_key
from services.sheets_sync.rounds.state import State
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Sheet, Snapshot


@dataclass(frozen=True)
class Look:
    """`rows` by tab, of the tabs that were read and are in order; `named` the same by key.

    `troubles` explain the tabs that are not in order, those that were not read this time as they were last seen.
    """

    snapshot: Snapshot
    rows: Mapping[str, list[Row]]
    named: Mapping[str, Mapping[str, Row]]
    troubles: Mapping[str, str]


def look(snapshot: Snapshot, read: Collection[str], state: State, reader: Reader) -> Look:
    """`read`: the tabs that were asked for. One that is being restored is in order whatever it looks like."""
    healthy = {**snapshot.memory, **state.healthy}
    found = {name: belt.trouble(TABS[name], snapshot.sheets.get(name), healthy) for name in read}
    found |= dict.fromkeys(state.restoring, "")
    troubles = {name: why for name, why in {**state.troubles, **found}.items() if why}
    sheets = {name: sheet for name, sheet in snapshot.sheets.items() if name in TABS and name not in troubles}
    rows = {name: reader.rows(TABS[name], sheet) for name, sheet in sheets.items()}
    return Look(snapshot, rows, {name: by_key(of_tab) for name, of_tab in rows.items()}, troubles)


def new_tabs(snapshot: Snapshot, read: Collection[str], state: State) -> set[str]:
    """Tabs met for the first time, or to be restored, that are missing or lack a column."""
    known = {**snapshot.memory, **state.healthy}
    first = {name for name in read if name not in known or name in state.restoring}
    return {name for name in first if name not in snapshot.sheets or _lacks(name, snapshot.sheets[name], every=True)}


def nameless_tabs(snapshot: Snapshot, state: State) -> set[str]:
    """Tabs to be restored in which nobody can tell which row is whose."""
    there = {name: snapshot.sheets[name] for name in state.restoring if name in snapshot.sheets}
    return {name for name, sheet in there.items() if sheet.lines and TABS[name].key not in sheet.header}


def lacking_tabs(snapshot: Snapshot) -> set[str]:
    """Tabs that lack a column of the system's, which may be added at any time."""
    return {name for name, sheet in snapshot.sheets.items() if name in TABS and _lacks(name, sheet, every=False)}


def _lacks(name: str, sheet: Sheet, every: bool) -> bool:
    """The key is not made anew: nobody could tell which row is whose."""
    tab = TABS[name]
    wanted = tab.names if every else [column.name for column in tab.of_hand("system") if column.name != tab.key]
    return not set(wanted) <= set(sheet.header)
