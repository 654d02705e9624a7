"""What a write of ours replaced while the owner's hand was in the same row. Pure but for the hashing of PINs.

Nothing here happens on most days. When it does, the cell he typed into, or the row that he moved under our pen, is
known from the copy that the write made (workbook.Replaced), and is told to the ledger or put back.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.sheets_sync.parse import Value, read_row
from services.sheets_sync.rounds.look import Look
from services.sheets_sync.rounds.pins import Pins, is_new_pin, is_pin
from services.sheets_sync.rounds.rows import Row, RowName
from services.sheets_sync.rounds.state import State
from services.sheets_sync.rounds.statements import Statement, balance_of
from services.sheets_sync.tabs import TABS, Tab
from services.sheets_sync.workbook import Cell, Edit, Line, Replaced
from shared.cells import as_text

MARK_OF_REPLACED = "replaced:"


@dataclass
class Findings:
    """`told` goes to the ledger, `again` are rows it is asked for anew, `repairs` go into the workbook with the next
    write. `seen`: ids that this write may forget, and should if `hurry`: there is a PIN among them. `waiting`: rows
    not to be written until the ledger has answered. `misnamed`: rows that bear another one's name.
    """

    told: list[Statement] = field(default_factory=list)
    again: list[dict[str, str]] = field(default_factory=list)
    repairs: list[Edit] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    waiting: set[RowName] = field(default_factory=set)
    misnamed: set[RowName] = field(default_factory=set)
    hurry: bool = False

    def forget(self, one: Replaced) -> None:
        self.seen.add(one.id)
        self.hurry |= any(is_pin(TABS[one.tab], column) for column in one.wrote)

    def ask_again(self, one: Replaced, state: State, *keys: str) -> None:
        """Once, however often the copy is read until it may be forgotten."""
        if one.id not in state.asked:
            state.asked.add(one.id)
            self.again += [{"tab": one.tab, "key": key} for key in keys if key]


def deal_with(seen: Look, state: State, pins: Pins) -> Findings:
    """A tab that is not in order keeps what was replaced in it until it is."""
    found = Findings()
    for one in seen.snapshot.replaced:
        if one.tab in seen.troubles:
            continue
        if MARK_OF_REPLACED + one.id in state.handled:
            found.forget(one)
        else:
            _deal_with(found, one, seen, state, pins)
    return found


def _deal_with(found: Findings, one: Replaced, seen: Look, state: State, pins: Pins) -> None:
    tab = TABS[one.tab]
    hit = as_text(one.line.get(tab.key))
    names_a_row = tab.key in one.wrote and one.key == ""
    if names_a_row and hit:
        _give_name_back(found, one, hit, seen)
    elif one.shifted or (one.key and not hit):
        _put_back(found, one, hit, seen, state)
    else:
        _tell(found, one, hit, state, pins)


def _give_name_back(found: Findings, one: Replaced, hit: str, seen: Look) -> None:
    """A name meant for a new row stands on a row that had one."""
    name = as_text(one.wrote[TABS[one.tab].key])
    row = seen.named.get(one.tab, {}).get(name)
    if row:
        found.repairs.append(Edit(one.tab, name, {TABS[one.tab].key: hit}, row.line))
        found.waiting.add(row.name)
        found.misnamed.add(row.name)
    found.forget(one)


def _put_back(found: Findings, one: Replaced, hit: str, seen: Look, state: State) -> None:
    """Cells of ours stand where they were not meant to: on a row without a name, or in other columns."""
    if not TABS[one.tab].is_read:
        _put_back_by_key(found, one, hit, seen, state)
        return
    row = seen.named[one.tab].get(hit) if hit else _unnamed(one, seen)
    if row:
        still = [column for column, cell in one.wrote.items() if row.text(column) == as_text(cell)]
        before: dict[str, Cell] = {column: one.line.get(column, "") for column in still}
        found.repairs.append(Edit(one.tab, row.key, before, row.line))
    found.ask_again(one, state, one.key)
    found.forget(one)


def _put_back_by_key(found: Findings, one: Replaced, hit: str, seen: Look, state: State) -> None:
    """Of a tab that is the system's alone no more than the keys is read, and they only where a row changes: so the
    rows are asked for, and what was there before is put below what they bring."""
    found.ask_again(one, state, one.key, hit)
    row = seen.named.get(one.tab, {}).get(hit)
    if row:
        before: dict[str, Cell] = {column: one.line.get(column, "") for column in one.wrote}
        found.repairs.append(Edit(one.tab, hit, before, row.line))
    if not hit or one.tab in seen.named:
        found.forget(one)


def _unnamed(one: Replaced, seen: Look) -> Row | None:
    """The row without a name on which all that was written stands."""
    unnamed = (row for row in seen.rows[one.tab] if not row.key)
    return next((row for row in unnamed if all(row.text(c) == as_text(cell) for c, cell in one.wrote.items())), None)


def _tell(found: Findings, one: Replaced, hit: str, state: State, pins: Pins) -> None:
    tab = TABS[one.tab]
    moved = bool(one.key) and hit != one.key
    statement = _statement(tab, one, hit, moved, pins) if tab.is_read and one.key else None
    if moved:
        found.ask_again(one, state, one.key, hit)
    if statement is None:
        found.forget(one)
        return
    found.told.append(statement)
    found.waiting |= {(one.tab, one.key), (one.tab, hit)}


def _statement(tab: Tab, one: Replaced, hit: str, moved: bool, pins: Pins) -> Statement | None:
    values = read_row(tab, tuple(one.line), Line(0, one.line)).values
    unreadable = {column for column in one.line if column in tab.names and column not in values}
    owners = ({column.name for column in tab.of_hand("owner")} & one.wrote.keys()) - unreadable
    typed = {column: values.get(column, "") for column in owners if moved or _typed(tab, one, column, values, pins)}
    cells = {column: pins.told(tab, column, value) for column, value in typed.items()}
    balance = balance_of(tab, values) if tab.balance in one.wrote else None
    of_another = {column for column in one.wrote if moved and column == tab.balance}
    if not cells and balance is None and not of_another:
        return None
    told: dict[str, Any] = {"tab": tab.name, "key": hit, "digest": MARK_OF_REPLACED + one.id, "cells": cells}
    wrote = {column: one.wrote[column] for column in owners | of_another}
    return told | {"balance": balance, "replaced_by": one.version, "wrote": wrote}


def _typed(tab: Tab, one: Replaced, column: str, values: Mapping[str, Value], pins: Pins) -> bool:
    """Whether the cell held something else than we believed. What we believed of a PIN is never written down."""
    if is_pin(tab, column):
        pin = values.get(column, "")
        return is_new_pin(tab, column, pin) and not pins.has((tab.name, one.key), pin)
    return as_text(one.line.get(column)) != as_text(one.expected.get(column))
