"""What a write of ours replaced while the owner's hand was in the same row. Pure but for the hashing of PINs.

Nothing here happens on most days. When it does, the cell he typed into, or the row that he moved under our pen, is
known from the copy that the write made (workbook.Replaced), and is told to the ledger or put back.
"""

from collections.abc import Iterator, Mapping

from services.sheets_sync.parse import Value, read_row
from services.sheets_sync.rounds.findings import Findings
from services.sheets_sync.rounds.look import Look
from services.sheets_sync.rounds.pins import Pins, is_new_pin, is_pin
from services.sheets_sync.rounds.put_back import give_back, give_name_back, put_back, was_mending
from services.sheets_sync.rounds.state import State
from services.sheets_sync.rounds.statements import Statement, balance_of
from services.sheets_sync.tabs import TABS, Tab
from services.sheets_sync.workbook import Line, Replaced
from shared.cells import as_text

MARK_OF_REPLACED = "replaced:"


def deal_with(seen: Look, state: State, pins: Pins) -> Findings:
    """A tab that is not in order keeps what was replaced in it until it is."""
    found = Findings()
    for one in seen.snapshot.replaced:
        if one.tab not in seen.troubles:
            _deal_with(found, one, seen, state, pins)
    return found


def _deal_with(found: Findings, one: Replaced, seen: Look, state: State, pins: Pins) -> None:
    """The copy is kept until all that it tells is answered."""
    tab = TABS[one.tab]
    hit = as_text(one.line.get(tab.key))
    if tab.key in one.wrote and one.key == "" and hit:
        give_name_back(found, one, hit, seen)
        return
    is_done = _put_right(found, one, hit, seen, state)
    told = [told for told in _statements(tab, one, hit, pins) if told["digest"] not in state.handled]
    if told:
        found.told += told
        found.waiting |= {(one.tab, one.key), (one.tab, hit)}
    elif is_done:
        found.forget(one)
        is_clean = not one.expected and hit == one.key
        found.hurry |= one.shifted or (was_mending(one) and not is_clean)  # what is typed later must not look like it


def _put_right(found: Findings, one: Replaced, hit: str, seen: Look, state: State) -> bool:
    """What the write missed is sent again; what it spoilt is put back, or sent again. Says whether that could be."""
    if one.shifted or (one.key and not hit) or (was_mending(one) and hit != one.key):
        return put_back(found, one, hit, seen, state)
    if was_mending(one):
        return give_back(found, one, seen)
    if one.key and hit != one.key:
        found.ask_again(one, state, one.key, hit)
    return True


def _statements(tab: Tab, one: Replaced, hit: str, pins: Pins) -> Iterator[Statement]:
    """Of the row that was hit, and of the one that was meant where that is another."""
    if not tab.is_read or not one.key or was_mending(one):
        return
    if hit and not one.shifted:
        yield from _of_hit(tab, one, hit, pins)
    if one.shifted or hit != one.key:
        yield from _of_missed(tab, one)


def _of_hit(tab: Tab, one: Replaced, hit: str, pins: Pins) -> Iterator[Statement]:
    moved = hit != one.key
    values = read_row(tab, tuple(one.line), Line(0, one.line)).values
    unreadable = {column for column in one.line if column in tab.names and column not in values}
    owners = ({column.name for column in tab.of_hand("owner")} & one.wrote.keys()) - unreadable
    typed = {column: values.get(column, "") for column in owners if moved or _typed(tab, one, column, values, pins)}
    cells = {column: pins.told(tab, column, value) for column, value in typed.items()}
    balance = _balance(tab, one, values, moved) if tab.balance in one.wrote else None
    of_another = {column for column in one.wrote if moved and column == tab.balance}
    if cells or balance or of_another:
        wrote = {column: one.wrote[column] for column in owners | of_another}
        told = {"tab": tab.name, "key": hit, "digest": MARK_OF_REPLACED + one.id, "cells": cells, "balance": balance}
        yield told | {"replaced_by": one.version, "wrote": wrote}


def _of_missed(tab: Tab, one: Replaced) -> Iterator[Statement]:
    """The ledger was told that it has these cells: it still has those that we believed to replace."""
    still = {column: cell for column, cell in one.expected.items() if column in _PLAIN[tab.name]}
    if still:
        told = {"tab": tab.name, "key": one.key, "digest": f"{MARK_OF_REPLACED}{one.id}/missed", "cells": {}}
        yield told | {"balance": None, "replaced_by": one.version, "wrote": still}


def _balance(tab: Tab, one: Replaced, values: Mapping[str, Value], moved: bool) -> dict[str, int | None] | None:
    """With the figure that we had read there."""
    told = balance_of(tab, values)
    if moved:
        return told
    read = read_row(tab, tuple(one.expected), Line(0, one.expected)).values.get(tab.balance or "")
    return told and told | {"believed": read if isinstance(read, int) else None}


def _typed(tab: Tab, one: Replaced, column: str, values: Mapping[str, Value], pins: Pins) -> bool:
    """Whether the cell held something else than we believed. What we believed of a PIN is never written down."""
    if is_pin(tab, column):
        pin = values.get(column, "")
        return is_new_pin(tab, column, pin) and not pins.has((tab.name, one.key), pin)
    return as_text(one.line.get(column)) != as_text(one.expected.get(column))


_PLAIN = {tab.name: {column.name for column in tab.of_hand("owner") if column.kind != "pin"} for tab in TABS.values()}
"""The owner's columns of each tab but for PINs, of which nothing is written down."""
