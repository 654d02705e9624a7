"""Rows of the owner's workbook, made from the ledger as it is when they are sent (columns: docs/operating.md)."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Row, select

from services.rental_api.context import Context
from services.rental_api.ledger import holds, members, products, rentals
from services.rental_api.ledger.tables import events
from services.rental_api.rules.states import rental_state
from shared.clock import local_text

Values = dict[str, Any]


def row_values(ctx: Context, conn: Connection, tab: str, key: str) -> Values | None:
    """The row's cells by column, None where the ledger has no such row any more."""
    return TABS[tab](ctx, conn, key)


def _member(ctx: Context, conn: Connection, key: str) -> Values | None:
    one = members.by_id(conn, ctx.site, key)
    if one is None:
        return None
    return {
        "member_id": one.member_id,
        "name": one.name,
        "phone": one.phone,
        "payment_password": "set" if one.pin_hash else "",
        "status": one.status,
        "created_at": _when(ctx, one.created_at),
        "updated_at": _when(ctx, one.updated_at),
    }


def _product(ctx: Context, conn: Connection, key: str) -> Values | None:
    one = products.by_id(conn, ctx.site, key)
    if one is None:
        return None
    return {
        "product_id": one.product_id,
        "gym_id": ctx.site,
        "name": one.name,
        "category": one.category,
        "size": one.size,
        "price": one.price,
        "enabled": "TRUE" if one.enabled else "FALSE",
        "display_order": one.display_order,
        "device_uuid": one.device_uuid,
        "updated_at": _when(ctx, one.updated_at),
    }


def _rental(ctx: Context, conn: Connection, key: str) -> Values | None:
    """One row a product of a rental; its key is `rental_id/product_id`, since one rental may hold several."""
    rental_id, _, product_id = key.partition("/")
    rental = rentals.by_id(conn, ctx.site, rental_id)
    product = products.by_id(conn, ctx.site, product_id)
    if rental is None or product is None:
        return None
    mine = [item for item in rentals.items_of(conn, rental_id) if item.product_id == product_id]
    out = {item.item_id for item in mine if item.state == "dispensed"}
    paid = [hold for hold in holds.of_rental(conn, rental_id) if hold.item_id in out]
    return {
        "rental_id": key,
        "member_id": rental.member_id,
        "locker_number": rental.locker_number or "",
        "product_id": product_id,
        "product_name": product.name,
        "device_uuid": product.device_uuid,
        "quantity": len(mine),
        "payment_type": "+".join(sorted({hold.kind for hold in paid})),
        "subscription_id": next((hold.pass_id for hold in paid if hold.kind == "subscription"), ""),
        "amount": _amount(paid),
        "created_at": _when(ctx, rental.created_at),
        "result": f"{rental_state([item.state for item in mine])} ({len(out)}/{len(mine)})",
    }


def _amount(paid: list[Row[Any]]) -> int:
    """Won where a voucher paid, else uses."""
    won = [hold.amount for hold in paid if hold.kind == "voucher"]
    return sum(won) if won else sum(hold.amount for hold in paid)


def _event(ctx: Context, conn: Connection, key: str) -> Values | None:
    row = conn.execute(select(events).where(events.c.event_id == int(key))).first()
    if row is None:
        return None
    return {
        "log_id": row.event_id,
        "timestamp": _when(ctx, row.at),
        "event_type": row.type,
        "severity": row.severity,
        "device_uuid": row.device_uuid or "",
        "member_id": row.member_id or "",
        "product_id": row.product_id or "",
        "details": row.details,
    }


def _when(ctx: Context, ms: int) -> str:
    return local_text(ms, ctx.settings.zone)


TABS: dict[str, Callable[[Context, Connection, str], Values | None]] = {
    "members": _member,
    "products": _product,
    "rental_history": _rental,
    "event_logs": _event,
}
