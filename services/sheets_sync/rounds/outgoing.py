"""Which of the ledger's rows go into the workbook with this write. Pure."""

from collections.abc import Collection
from dataclasses import dataclass, field

from services.sheets_sync.rounds.edits import edit_of
from services.sheets_sync.rounds.look import Look
from services.sheets_sync.rounds.rows import RowName
from services.sheets_sync.rounds.state import Sent, State
from services.sheets_sync.tabs import TABS, Tab
from services.sheets_sync.workbook import Edit

MOST_EDITS = 1_000


@dataclass
class Outgoing:
    """`edits` to be written; `there`: rows that the workbook has as they are. The rest waits for a later round."""

    edits: list[Edit] = field(default_factory=list)
    there: list[Sent] = field(default_factory=list)


def wanted_keys(state: State) -> set[str]:
    """Append-only tabs whose keys must be read: to know what is there, or where a row to be changed stands."""
    pending = [sent for sent in state.pending.values() if sent.tab in TABS and TABS[sent.tab].append_only]
    return {sent.tab for sent in pending if _is_there(sent, state) is not False}


def outgoing(seen: Look, state: State, waiting: Collection[RowName]) -> Outgoing:
    """`waiting` rows are in the owner's hand: they are written once the ledger has heard of it."""
    found = Outgoing()
    for sent in state.pending.values():
        tab = TABS.get(sent.tab)
        if len(found.edits) >= MOST_EDITS:
            break
        if tab and sent.tab not in seen.troubles and sent.name not in waiting:
            _add(found, sent, tab, seen, state)
    return found


def note_keys(seen: Look, state: State, read: Collection[str]) -> None:
    """What the tabs whose keys were read hold is kept in mind from now on."""
    state.keys |= {tab: set(seen.named[tab]) for tab in read if tab in seen.named}


def _add(found: Outgoing, sent: Sent, tab: Tab, seen: Look, state: State) -> None:
    row = seen.named.get(sent.tab, {}).get(sent.key)
    if tab.append_only:
        there = _is_there(sent, state)
        if there is None or (there and row is None):
            return
    elif row is not None and tab.is_read and not state.has_seen(row.name, row.digest):
        return
    edit = edit_of(sent, tab, row)
    if edit:
        found.edits.append(edit)
    else:
        found.there.append(sent)


def _is_there(sent: Sent, state: State) -> bool | None:
    """Whether an append-only tab has the row; None where nobody knows without reading its keys."""
    keys = state.keys.get(sent.tab)
    return None if keys is None else sent.key in keys
