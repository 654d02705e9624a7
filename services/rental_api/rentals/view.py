"""A rental as the API answers it."""

from typing import Any

from sqlalchemy import Connection

from services.rental_api.ledger import passes, products, rentals
from services.rental_api.ledger.passes import Pass
from services.rental_api.ledger.products import Product
from services.rental_api.ledger.rentals import Item, Rental
from services.rental_api.rules.states import rental_state
from shared.clock import rfc3339

_UNKNOWN = Product("", "", "", "other", "", 0, False, 0, 0)


def rental_view(conn: Connection, site: str, rental: Rental, now: int) -> dict[str, Any]:
    """The rental, its items and, once nothing happens by itself any more, what the member has left."""
    items = rentals.items_of(conn, rental.rental_id)
    known = {p.product_id: p for p in products.all_of(conn, site)}
    state = rental_state([item.state for item in items])
    view = {
        "rental_id": rental.rental_id,
        "member_id": rental.member_id,
        "state": state,
        "created_at": rfc3339(rental.created_at),
        "locker_number": rental.locker_number,
        "items": [item_view(item, known.get(item.product_id, _UNKNOWN)) for item in items],
    }
    if state != "pending":
        view["passes"] = [pass_view(p, now) for p in passes.of_member(conn, site, rental.member_id)]
    return view


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
    """Expiry and exhaustion are told by time and balance, not by somebody having called a function."""
    return {
        "pass_id": one.pass_id,
        "kind": one.kind,
        "name": one.name,
        "category": one.category,
        "status": pass_status(one, now),
        "remaining": one.balance,
        "unit": one.unit,
        "remaining_today": None,
        "valid_from": rfc3339(one.valid_from),
        "valid_until": rfc3339(one.valid_until),
    }


def pass_status(one: Pass, now: int) -> str:
    if one.valid_until is not None and now >= one.valid_until:
        return "expired"
    return "exhausted" if one.status == "active" and one.balance == 0 else one.status
