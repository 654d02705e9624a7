"""The tab `event_logs`."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select

from services.rental_api.context import Context
from services.rental_api.ledger import sheet_names
from services.rental_api.ledger.tables import events
from services.rental_api.sheet_values.row import Found, SheetRow, SheetTab, when

_EVENTS = select(events).where(events.c.site == bindparam("site"))
_OF_IDS = _EVENTS.where(events.c.event_id.in_(bindparam("ids", expanding=True)))
_PAGE = _EVENTS.where(events.c.event_id > bindparam("after")).order_by(events.c.event_id).limit(bindparam("most"))


def _rows(ctx: Context, conn: Connection, keys: Collection[str]) -> dict[str, SheetRow]:
    found = conn.execute(_OF_IDS, {"site": ctx.site, "ids": [sheet_names.number(key) for key in keys]})
    told = {_key(event): event for event in found}
    return {key: _row(ctx, key, told[key]) for key in keys if key in told}


def _row(ctx: Context, key: str, event: Found) -> SheetRow:
    return SheetRow(
        {
            "log_id": key,
            "timestamp": when(ctx, event.at),
            "event_type": event.type,
            "severity": event.severity,
            "device_uuid": event.device_uuid or "",
            "member_id": event.member_id or "",
            "product_id": event.product_id or "",
            "details": event.details,
        }
    )


def _page(ctx: Context, conn: Connection, after: str, most: int) -> list[str]:
    bounds = {"after": sheet_names.number(after), "most": most}
    return [_key(event) for event in conn.execute(_PAGE, {"site": ctx.site, **bounds})]


def _key(event: Found) -> str:
    return sheet_names.of_event(event.event_id, event.at, event.type, event.details)


TAB = SheetTab(_rows, _page)
