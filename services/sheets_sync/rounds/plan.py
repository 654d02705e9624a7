"""All that one write of a round holds. Pure but for the names drawn for new rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.sheets_sync import belt
from services.sheets_sync.rounds.edits import merged
from services.sheets_sync.rounds.findings import Findings
from services.sheets_sync.rounds.look import Look
from services.sheets_sync.rounds.new_rows import new_rows
from services.sheets_sync.rounds.notes import note_edit, notes_of, pin_edit
from services.sheets_sync.rounds.outgoing import Outgoing
from services.sheets_sync.rounds.pins import Pins
from services.sheets_sync.rounds.rows import Row
from services.sheets_sync.rounds.state import State
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Batch, Cell, Edit

URGENT_REPLACED = 200
"""So many copies of replaced rows may lie in the workbook before a write is made for the sake of clearing them."""


@dataclass(frozen=True)
class Plan:
    """`pressing`: worth a call; otherwise it goes with the next write that is."""

    batch: Batch
    pressing: bool


def plan(seen: Look, state: State, found: Findings, out: Outgoing, devices: list[Edit], pins: Pins) -> Plan:
    state.fresh = False
    owners = [edit for rows in _read_rows(seen) for edit in _of_owner(rows, state, pins, found)]
    edits = merged([*found.repairs, *out.edits, *owners, *_emptied(seen, state), *devices])
    notes = _tab_notes(seen)
    healthy = {name: belt.remember(TABS[name], seen.snapshot.sheets[name]) for name in seen.rows}
    state.healthy |= healthy
    memory = {**seen.snapshot.memory, **healthy}
    batch = Batch(edits, notes, found.seen, memory if memory != seen.snapshot.memory else None)
    clears = found.hurry or len(found.seen) >= URGENT_REPLACED
    return Plan(batch, bool(edits or notes) or clears or _forgets(memory, seen))


def _read_rows(seen: Look) -> list[list[Row]]:
    return [rows for name, rows in seen.rows.items() if TABS[name].is_read]


def _of_owner(rows: list[Row], state: State, pins: Pins, found: Findings) -> Iterator[Edit]:
    """Notes on what he wrote, `set` for PINs, names for new rows."""
    if not rows:
        return
    tab = rows[0].tab
    before = state.new.get(tab.name, frozenset())
    fresh = new_rows(tab, rows, before)
    state.new[tab.name] = fresh.digests
    state.fresh |= not fresh.digests <= before
    yield from fresh.names
    for row, note in fresh.notes:
        yield from note_edit(row, note)
    for row in rows:
        if row.key and row.name not in found.waiting:
            yield from note_edit(row, notes_of(row, state))
            yield from pin_edit(row, state, pins)


def _emptied(seen: Look, state: State) -> Iterator[Edit]:
    """In a tab that is being restored, a key that stands twice keeps its first row; the others are emptied."""
    for name in state.restoring & seen.rows.keys():
        met: set[str] = set()
        for row in seen.rows[name]:
            if row.key in met:
                blank: dict[str, Cell] = dict.fromkeys(row.line.cells, "")
                yield Edit(name, row.key, blank, row.line, guarded=False)
            elif row.key:
                met.add(row.key)


def _tab_notes(seen: Look) -> dict[str, str]:
    """What explains a tab at its head, where it does not stand there yet."""
    now = {name: sheet.note for name, sheet in seen.snapshot.sheets.items() if name in TABS}
    wanted = {name: seen.troubles.get(name, "") for name in now}
    return {name: why for name, why in wanted.items() if why != now[name]}


def _forgets(memory: Mapping[str, Any], seen: Look) -> bool:
    """Whether the workbook does not know yet that a tab was set up."""
    return not memory.keys() <= seen.snapshot.memory.keys()
