"""Which rows of the workbook have changed and are not confirmed yet: one line a row, however often it changed.

A line leaves only when the workbook has the row at that very version, so neither a lost job nor a lost Redis
can lose a change.
"""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, case, delete, select, update

from services.rental_api.ledger.tables import sheet_rows
from services.rental_api.ledger.upsert import DIALECTS, upsert

Name = tuple[str, str]
"""Tab and key."""
_c = sheet_rows.c


@dataclass(frozen=True)
class Changed:
    """A row of a tab to be written; `version` grows with each change until it is confirmed."""

    tab: str
    key: str
    version: int

    @property
    def name(self) -> Name:
        return self.tab, self.key


def marking(dialect: str, unless: ColumnElement[bool] | None = None) -> Any:  # noqa: ANN401 - as upsert
    """The statement for `marks`; with a condition, one that does nothing where that holds."""
    new = upsert(dialect, sheet_rows)
    if unless is not None:
        row = select(*(bindparam(name, type_=_c[name].type) for name in ("tab", "key", "version"))).where(~unless)
        new = new.from_select(["tab", "key", "version"], row)
    grown = case((new.excluded.version > _c.version, new.excluded.version), else_=_c.version + 1)
    return new.on_conflict_do_update(index_elements=["tab", "key"], set_={"version": grown, "sent_at": None})


_MARK = {dialect: marking(dialect) for dialect in DIALECTS}
_ROWS = select(_c.tab, _c.key, _c.version).limit(bindparam("most"))
_NEVER_SENT = _ROWS.where(_c.sent_at.is_(None)).order_by(_c.version)
_SENT_BEFORE = _ROWS.where(_c.sent_at < bindparam("before")).order_by(_c.sent_at, _c.version)
_OF_TAB = select(_c.key, _c.version).where(
    _c.tab == bindparam("of_tab"), _c.key.in_(bindparam("keys", expanding=True))
)
_WAITING = select(_c.key, _c.sent_at).where(
    _c.tab == bindparam("of_tab"), _c.key.in_(bindparam("keys", expanding=True))
)
_THIS = (_c.tab == bindparam("of_tab"), _c.key == bindparam("of_key"), _c.version == bindparam("of_version"))
_SENT = update(sheet_rows).where(*_THIS).values(sent_at=bindparam("at"))
_FORGET = delete(sheet_rows).where(*_THIS)
_SEND_AGAIN = update(sheet_rows).where(_c.sent_at.is_not(None)).values(sent_at=None)


def mark(conn: Connection, tab: str, key: str) -> None:
    """Notes that a row has changed."""
    mark_all(conn, [(tab, key)])


def mark_all(conn: Connection, names: Collection[Name]) -> None:
    """Notes that rows have changed, all with one statement: rentals wait for it."""
    if names:
        conn.execute(_MARK[conn.dialect.name], marks(names))


def marks(names: Collection[Name]) -> list[dict[str, str | int]]:
    """What is noted of rows that have changed.

    The version is the time in microseconds, so a row forgotten and changed again never gets an old version back:
    a late confirmation could take the new change for the old. No two rows of one change share a version: as a mark it
    tells a figure from that of the row beside it.
    """
    now = time.time_ns() // 1000
    return [{"tab": tab, "key": key, "version": now + at} for at, (tab, key) in enumerate(names)]


def due(conn: Connection, sent_before: int, limit: int) -> list[Changed]:
    """Rows never sent, then those sent before that time (UTC ms) without being confirmed, the oldest first."""
    new = conn.execute(_NEVER_SENT, {"most": limit}).all()
    old = conn.execute(_SENT_BEFORE, {"most": limit - len(new), "before": sent_before}).all()
    return [Changed(*row) for row in (*new, *old)]


def waiting(conn: Connection, tab: str, keys: Collection[str]) -> dict[str, int | None]:
    """When each of those rows that is not confirmed was sent last, UTC ms, None for never."""
    return dict(conn.execute(_WAITING, {"of_tab": tab, "keys": list(keys)}).all())


def sent(conn: Connection, changed: Sequence[Changed], at: int) -> None:
    if changed:
        conn.execute(_SENT, [_this(row) | {"at": at} for row in changed])


def send_again(conn: Connection) -> None:
    """All that is not confirmed counts as never sent."""
    conn.execute(_SEND_AGAIN)


def confirm(conn: Connection, written: Iterable[Changed]) -> None:
    """Forgets rows the workbook has; one that changed meanwhile stays.

    A confirmation nobody waited for means that an old job came back, perhaps with old values: the row is sent again.
    """
    told = {row.name: row for row in written}
    waiting = _versions(conn, told)
    done = [row for name, row in told.items() if waiting.get(name) == row.version]
    if done:
        conn.execute(_FORGET, [_this(row) for row in done])
    mark_all(conn, told.keys() - waiting.keys())


def _versions(conn: Connection, names: Iterable[Name]) -> Mapping[Name, int]:
    by_tab: dict[str, list[str]] = defaultdict(list)
    for tab, key in names:
        by_tab[tab].append(key)
    return {
        (tab, key): version
        for tab, keys in by_tab.items()
        for key, version in conn.execute(_OF_TAB, {"of_tab": tab, "keys": keys})
    }


def _this(row: Changed) -> dict[str, str | int]:
    return {"of_tab": row.tab, "of_key": row.key, "of_version": row.version}
