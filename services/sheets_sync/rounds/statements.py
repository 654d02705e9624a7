"""What the ledger is told of the owner's rows (shared.jobs.ledger.OwnerRows). Pure but for the hashing of PINs."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from services.sheets_sync.parse import Value
from services.sheets_sync.rounds.look import Look
from services.sheets_sync.rounds.pins import Pins
from services.sheets_sync.rounds.rows import Row, RowName
from services.sheets_sync.rounds.state import State
from services.sheets_sync.tabs import MARK, Tab

Statement = dict[str, Any]
AGAIN_MS = 60_000
"""A row the ledger complained of is told again: what was missing may be there by now."""


def news(seen: Look, state: State, now: int, but: Collection[RowName]) -> Iterator[Row]:
    """Every named row that the ledger does not know as it is, `but` those."""
    for name, rows in seen.named.items():
        for row in rows.values():
            if row.tab.is_read and row.name not in but and _is_news(row, state, now):
                yield row
        _forget_gone(name, rows, state)


def statement(row: Row, pins: Pins) -> Statement:
    return {
        "tab": row.tab.name,
        "key": row.key,
        "digest": row.digest,
        "cells": {column: pins.told(row.tab, column, value) for column, value in row.values.items()},
        "balance": balance_of(row.tab, row.values),
        "replaced_by": None,
        "wrote": {},
    }


def balance_of(tab: Tab, values: Mapping[str, Value]) -> dict[str, int | None] | None:
    """None where there is no balance, or none that can be read: a blank cell changes nothing."""
    cell, mark = values.get(tab.balance or ""), values.get(MARK)
    if not isinstance(cell, int):
        return None
    return {"mark": mark if isinstance(mark, int) else None, "cell": cell, "believed": None}


def _is_news(row: Row, state: State, now: int) -> bool:
    known = state.answered.get(row.name)
    if known is None or known.digest != row.digest:
        return True
    return bool(known.notes) and now - known.at >= AGAIN_MS


def _forget_gone(tab: str, rows: Mapping[str, Row], state: State) -> None:
    """A row that the owner deleted and brings back is told anew."""
    for name in [name for name in state.answered if name[0] == tab and name[1] not in rows]:
        del state.answered[name]
