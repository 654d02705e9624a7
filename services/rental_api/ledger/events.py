"""The business event log: what happened, for the owner to read."""

import json
from typing import Any

from sqlalchemy import Connection, Row, bindparam, insert, select

from services.rental_api.ledger import sheet_names, sheet_rows
from services.rental_api.ledger.tables import events
from services.rental_api.ledger.upsert import DIALECTS, upsert

_NEW = insert(events)
_OF_RENTAL = select(events).where(events.c.rental_id == bindparam("rental")).order_by(events.c.event_id)
_ONCE = {
    dialect: upsert(dialect, events).on_conflict_do_nothing().returning(events.c.event_id) for dialect in DIALECTS
}


def record(
    conn: Connection,
    site: str,
    at: int,
    kind: str,
    severity: str = "info",
    details: dict[str, Any] | None = None,
    **about: str | None,
) -> None:
    """Adds one event; `about` names device_uuid, member_id, product_id, rental_id where they apply."""
    row = _row(site, at, kind, severity, details, about)
    key = conn.execute(_NEW, row).inserted_primary_key
    _mark(conn, key[0] if key else 0, row)


def record_once(
    conn: Connection, site: str, at: int, kind: str, severity: str, details: dict[str, Any], digest: str, uuid: str
) -> bool:
    """Adds a device's event unless the same message was recorded before; says whether it was new."""
    row = _row(site, at, kind, severity, details, {"device_uuid": uuid}) | {"digest": digest}
    event_id = conn.execute(_ONCE[conn.dialect.name], row).scalar()
    if event_id is None:
        return False
    _mark(conn, event_id, row)
    return True


def after(conn: Connection, site: str, event_id: int, limit: int) -> list[Row[Any]]:
    """Events with a larger id, oldest first."""
    where = (events.c.site == site, events.c.event_id > event_id)
    return list(conn.execute(select(events).where(*where).order_by(events.c.event_id).limit(limit)))


def last_of_device(conn: Connection, uuid: str, limit: int) -> list[Row[Any]]:
    """A device's newest events, newest first."""
    query = select(events).where(events.c.device_uuid == uuid).order_by(events.c.event_id.desc())
    return list(conn.execute(query.limit(limit)))


def last_of_member(conn: Connection, site: str, member_id: str, limit: int) -> list[Row[Any]]:
    """What became of him besides his rentals, the newest first: edits, passes, claims."""
    where = (events.c.site == site, events.c.member_id == member_id, events.c.type != "rental")
    return list(conn.execute(select(events).where(*where).order_by(events.c.event_id.desc()).limit(limit)))


def of_rental(conn: Connection, rental_id: str) -> list[Row[Any]]:
    """A rental's events, the oldest first."""
    return list(conn.execute(_OF_RENTAL, {"rental": rental_id}))


def said(details: str) -> dict[str, Any]:
    """An event's details as they were recorded."""
    return dict(json.loads(details)) if details else {}


def _mark(conn: Connection, event_id: int, row: dict[str, Any]) -> None:
    sheet_rows.mark(conn, "event_logs", sheet_names.of_event(event_id, row["at"], row["type"], row["details"]))


def _row(
    site: str, at: int, kind: str, severity: str, details: dict[str, Any] | None, about: dict[str, str | None]
) -> dict[str, Any]:
    text = json.dumps(details, ensure_ascii=False) if details else ""
    return {"site": site, "at": at, "type": kind, "severity": severity, "details": text, **about}
