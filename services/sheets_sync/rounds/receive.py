"""What the queue has brought becomes part of what the rounds know. Pure but for the log."""

from collections.abc import Mapping
from typing import Any

from services.sheets_sync.inbox import Letters
from services.sheets_sync.rounds.replaced import MARK_OF_REPLACED
from services.sheets_sync.rounds.state import Answered, Missed, Sent, State
from services.sheets_sync.tabs import TABS


def receive(letters: Letters, state: State, now: int) -> bool:
    """Says whether there was anything."""
    for sent in letters.rows:
        _expect(sent, state)
    for row in letters.answers:
        _answer(row, state, now)
    state.restoring |= {tab for tab in letters.restore if tab in TABS}
    for tab in state.restoring:
        state.healthy.pop(tab, None)
        state.keys.pop(tab, None)
    state.audits += letters.audits
    return bool(letters.rows or letters.answers or letters.restore or letters.audits)


def _expect(sent: Sent, state: State) -> None:
    """The newest of a row is the one to be written, whichever comes last."""
    waiting = state.pending.get(sent.name)
    if waiting and waiting.version > sent.version:
        return
    if not state.versions.turns_away(sent.name, sent.version):
        state.pending[sent.name] = sent


def _answer(row: Mapping[str, Any], state: State, now: int) -> None:
    if row["digest"].startswith(MARK_OF_REPLACED):
        state.handled.add(row["digest"])
        if row["notes"]:
            state.missed[row["tab"], row["key"]] = Missed(row["notes"])
    else:
        state.answered[row["tab"], row["key"]] = Answered(row["digest"], row["notes"], now)
