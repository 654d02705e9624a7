"""What stands in a row's last column: why something in it was not taken over. Pure."""

from collections.abc import Iterator, Mapping

from services.sheets_sync.rounds.pins import Pins, is_new_pin
from services.sheets_sync.rounds.rows import Row
from services.sheets_sync.rounds.state import State
from services.sheets_sync.tabs import NOTE, SET, SYNCED
from services.sheets_sync.workbook import Edit

LONGEST = 500


def notes_of(row: Row, state: State) -> str | None:
    """All that is to be said of a row; None while the ledger has not seen it as it is."""
    if not state.has_seen(row.name, row.digest):
        return None
    told = {**_missed(row, state), **state.answered[row.name].notes, **row.notes, **_blank_balance(row)}
    return " ".join(told.values())[:LONGEST]


def note_edit(row: Row, note: str | None) -> Iterator[Edit]:
    """Where it is not there already."""
    if note is not None and NOTE in row.tab.names and row.text(NOTE) != note.strip():
        yield Edit(row.tab.name, row.key, {NOTE: note}, row.line)


def pin_edit(row: Row, state: State, pins: Pins) -> Iterator[Edit]:
    """A PIN that the ledger has taken over does not stay where everybody can read it."""
    if not state.has_seen(row.name, row.digest):
        return
    complaints = state.answered[row.name].notes
    for column, value in row.values.items():
        if is_new_pin(row.tab, column, value) and column not in complaints:
            pins.took(row.name, str(value))
            yield Edit(row.tab.name, row.key, {column: SET}, row.line)


def _missed(row: Row, state: State) -> Mapping[str, str]:
    """Kept while the row is as it was when the complaint first stood there."""
    missed = state.missed.get(row.name)
    if missed is None:
        return {}
    missed.digest = missed.digest or row.digest
    if missed.digest != row.digest:
        del state.missed[row.name]
        return {}
    return missed.notes


def _blank_balance(row: Row) -> Mapping[str, str]:
    balance = row.tab.balance
    if balance is None or row.values.get(balance) != "" or not row.text(balance + SYNCED):
        return {}
    return {balance: f"{balance}: 비어 있습니다. 모두 쓰게 하려면 0을 적어 주세요."}
