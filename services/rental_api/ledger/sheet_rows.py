"""Which rows of the workbook have changed and are not confirmed yet: one line a row, however often it changed.

A line leaves only when the workbook has the row at that very version, so neither a lost job nor a lost Redis
can lose a change.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, or_, select, tuple_, update

from services.rental_api.ledger.tables import sheet_rows
from services.rental_api.ledger.upsert import DIALECTS, upsert


@dataclass(frozen=True)
class Changed:
    """A row of a tab to be written; `version` grows with each change until it is confirmed."""

    tab: str
    key: str
    version: int


def _marking(dialect: str) -> Any:  # noqa: ANN401 - as upsert
    new = upsert(dialect, sheet_rows)
    changed = {"version": new.excluded.version, "sent_at": None}
    return new.on_conflict_do_update(index_elements=["tab", "key"], set_=changed)


_MARK = {dialect: _marking(dialect) for dialect in DIALECTS}


def mark(conn: Connection, tab: str, key: str) -> None:
    """Notes that a row has changed.

    The version is the time in microseconds, so a row forgotten and changed again never gets an old version back:
    a late confirmation could take the new change for the old.
    """
    conn.execute(_MARK[conn.dialect.name], {"tab": tab, "key": key, "version": time.time_ns() // 1000})


def due(conn: Connection, sent_before: int, limit: int) -> list[Changed]:
    """Rows never sent, or sent before that time (UTC ms) without being confirmed."""
    rows = sheet_rows.c
    waiting = or_(rows.sent_at.is_(None), rows.sent_at < sent_before)
    found = conn.execute(select(rows.tab, rows.key, rows.version).where(waiting).order_by(rows.version).limit(limit))
    return [Changed(*row) for row in found]


def sent(conn: Connection, changed: Iterable[Changed], at: int) -> None:
    for row in changed:
        conn.execute(update(sheet_rows).where(*_same(row)).values(sent_at=at))


def confirm(conn: Connection, written: Iterable[Changed]) -> None:
    """Forgets rows the workbook has; one that changed meanwhile stays.

    A confirmation nobody waited for means that an old job came back, perhaps with old values: the row is sent again.
    """
    told = {(row.tab, row.key): row.version for row in written}
    name = tuple_(sheet_rows.c.tab, sheet_rows.c.key)
    found = conn.execute(select(sheet_rows.c.tab, sheet_rows.c.key, sheet_rows.c.version).where(name.in_(list(told))))
    waiting = {(tab, key): version for tab, key, version in found}
    done = [row for row, version in told.items() if waiting.get(row) == version]
    conn.execute(delete(sheet_rows).where(name.in_(done)))
    for tab, key in told.keys() - waiting.keys():
        mark(conn, tab, key)


def _same(row: Changed) -> tuple[ColumnElement[bool], ...]:
    rows = sheet_rows.c
    return rows.tab == row.tab, rows.key == row.key, rows.version == row.version
