"""Figures for the console's charts, from the rows of the last days. Times UTC ms."""

from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, func, select

from services.rental_api.ledger.tables import events, items, rentals

HOUR_MS = 3_600_000
MOST_EVENTS = 5_000
"""Of a device: more than that in the days asked about are not looked at."""
_HOUR = (rentals.c.created_at // HOUR_MS).label("hour")
_OF_LATE = (rentals.c.created_at >= bindparam("since"),)
"""Not the site, of which a database has one: SQLite would go by it and read every rental there ever was."""
_BY_HOUR = select(_HOUR, func.count()).where(*_OF_LATE).group_by(_HOUR).order_by(_HOUR)
_TOOK = (
    select(items.c.device_uuid, items.c.resolved_at - items.c.dispatched_at, items.c.state, items.c.resolved_by)
    .join(rentals, rentals.c.rental_id == items.c.rental_id)
    .where(*_OF_LATE)
)
_OF_DEVICE = (
    select(events.c.at, events.c.details)
    .where(events.c.device_uuid == bindparam("uuid"), events.c.digest.is_not(None))
    .order_by(events.c.event_id.desc())
    .limit(MOST_EVENTS)
)


def rentals_by_hour(conn: Connection, since: int) -> dict[int, int]:
    """How many were begun in each hour that had any; the hour by its beginning."""
    return {hour * HOUR_MS: count for hour, count in conn.execute(_BY_HOUR, {"since": since})}


def dispense_times(conn: Connection, since: int) -> dict[str, list[int]]:
    """By device: ms from the command to the device's own answer, of garments that came out."""
    took: dict[str, list[int]] = {}
    for uuid, ms, *how in conn.execute(_TOOK, {"since": since}):
        if how == ["dispensed", "device"]:  # not in the query: SQLite would read every item for it
            took.setdefault(uuid, []).append(ms)
    return took


def reports_of(conn: Connection, uuid: str, since: int) -> Iterator[tuple[int, str]]:
    """(at, details) of what the device itself said, newest first, back to the stock it told last before that time."""
    for at, details in conn.execute(_OF_DEVICE, {"uuid": uuid}):
        yield at, details
        if at < since and '"stock"' in details:
            return
