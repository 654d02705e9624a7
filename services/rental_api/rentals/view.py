"""A rental as the API answers it."""

from typing import Any

from sqlalchemy import Connection

from services.rental_api.context import Context
from services.rental_api.ledger import claims, holds, passes, products, rentals
from services.rental_api.ledger.claims import Claim
from services.rental_api.ledger.passes import Pass
from services.rental_api.ledger.products import Product
from services.rental_api.ledger.rentals import Item, Rental
from services.rental_api.rules.states import rental_state
from shared.clock import rfc3339

UNKNOWN_PRODUCT = Product("", "", "", "other", "", 0, False, 0, 0)


def rental_view(ctx: Context, conn: Connection, rental: Rental) -> dict[str, Any]:
    """The rental, its items and, once nothing happens by itself any more, what was charged and what is left."""
    items = rentals.items_of(conn, rental.rental_id)
    known = {p.product_id: p for p in products.all_of(conn, ctx.site)}
    said = claims.of_rental(conn, rental.rental_id)
    state = rental_state([item.state for item in items])
    view = {
        "rental_id": rental.rental_id,
        "member_id": rental.member_id,
        "state": state,
        "created_at": rfc3339(rental.created_at),
        "locker_number": rental.locker_number,
        "items": [
            item_view(item, known.get(item.product_id, UNKNOWN_PRODUCT)) | _claimed(said.get(item.item_id))
            for item in items
        ],
    }
    if state != "pending":
        view["charged"] = _charged(conn, rental.rental_id, {i.item_id for i in items if i.state == "dispensed"})
        view["passes"] = passes_view(ctx, conn, rental.member_id)
    return view


def _claimed(claim: Claim | None) -> dict[str, Any]:
    """`claim`: what came of the member's "nothing came out"; null where he did not say so."""
    return {"claim": claim.verdict if claim else None}


def _charged(conn: Connection, rental_id: str, out: set[str]) -> list[dict[str, Any]]:
    """What each pass paid for the garments that came out."""
    paid: dict[str, dict[str, Any]] = {}
    for row in holds.of_rental(conn, rental_id):
        if row.item_id in out:
            unit = "won" if row.kind == "voucher" else "count"
            new = {"pass_id": row.pass_id, "kind": row.kind, "name": row.name, "unit": unit, "amount": 0}
            paid.setdefault(row.pass_id, new)["amount"] += row.amount
    return list(paid.values())


def passes_view(ctx: Context, conn: Connection, member_id: str) -> list[dict[str, Any]]:
    """All of a member's passes as they are now."""
    now = ctx.clock()
    return [pass_view(one, now) for one in passes.of_member(conn, ctx.site, member_id, ctx.day(now))]


def item_view(item: Item, product: Product) -> dict[str, Any]:
    return {
        "item_id": item.item_id,
        "product_id": item.product_id,
        "product_name": product.name,
        "category": product.category,
        "size": product.size,
        "device_uuid": item.device_uuid,
        "state": item.state,
        "reason": item.reason,
    }


def pass_view(one: Pass, now: int) -> dict[str, Any]:
    """One pass on the day it was read for; a subscription has no balance but uses a day."""
    return {
        "pass_id": one.pass_id,
        "kind": one.kind,
        "name": one.name,
        "category": one.category,
        "status": one.state(now),
        "remaining": None if one.kind == "subscription" else one.balance,
        "unit": one.unit,
        "remaining_today": one.remaining_today,
        "valid_from": rfc3339(one.valid_from),
        "valid_until": rfc3339(one.valid_until),
    }
