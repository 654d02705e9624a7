"""What a write has brought about: told to the ledger, and kept in mind so that our own writing is no news to us."""

from collections.abc import Iterable, Mapping
from typing import Any

from services.sheets_sync.rounds.put_back import is_mending
from services.sheets_sync.rounds.rows import Digest
from services.sheets_sync.rounds.state import Answered, Sent, State
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Cell, Edit


def confirmations(written: Iterable[Edit], there: Iterable[Sent], state: State) -> list[dict[str, Any]]:
    """Rows of `ledger.rows_written`. They are no longer pending, unless a newer one has come meanwhile."""
    told = [_confirmation(edit.tab, edit.key, edit.version, edit.cells) for edit in written if edit.version]
    told += [_confirmation(sent.tab, sent.key, sent.version, {}) for sent in there]
    for row in told:
        _done(state, (row["tab"], row["key"]), row["version"])
    return told


def learn(written: Iterable[Edit], state: State, digest: Digest, now: int) -> None:
    """Rows that stand there as we have just written them need not be told to the ledger as if the owner had. Of what
    was mended it is not known whose it is: the ledger tells."""
    for edit in written:
        tab = TABS[edit.tab]
        if edit.tab in state.keys:
            state.keys[edit.tab].add(edit.key)
        elif tab.is_read and edit.key and not _is_mending(edit):
            _learn_row(edit, state, digest, now)


def _learn_row(edit: Edit, state: State, digest: Digest, now: int) -> None:
    tab, name = TABS[edit.tab], (edit.tab, edit.key)
    if edit.line is None:
        state.answered[name] = Answered(digest(tab, edit.cells), {}, now)
    elif state.has_seen(name, digest(tab, edit.line.cells)):
        after: Mapping[str, Cell] = {**edit.line.cells, **edit.cells}
        known = state.answered[name]
        state.answered[name] = Answered(digest(tab, after), known.notes, known.at)
        if name in state.missed and state.missed[name].digest == known.digest:
            state.missed[name].digest = digest(tab, after)


def _is_mending(edit: Edit) -> bool:
    return edit.line is not None and is_mending(TABS[edit.tab], edit.key, edit.version, edit.cells)


def _confirmation(tab: str, key: str, version: int, cells: Mapping[str, Cell]) -> dict[str, Any]:
    owners = {column.name for column in TABS[tab].of_hand("owner")}
    wrote = {column: cell for column, cell in cells.items() if column in owners}
    return {"tab": tab, "key": key, "version": version, "wrote": wrote}


def _done(state: State, name: tuple[str, str], version: int) -> None:
    state.versions.wrote(name, version)
    if name in state.pending and state.pending[name].version <= version:
        del state.pending[name]
