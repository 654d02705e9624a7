"""Garments nobody could tell the fate of: the owner looks and decides."""

from typing import Any

from apiflask import APIBlueprint
from flask import request
from sqlalchemy import Connection

from services.rental_api.context import Context
from services.rental_api.ledger import members, products, rentals
from services.rental_api.ledger.rentals import OPEN, Item
from services.rental_api.problems import Problem, invalid
from services.rental_api.rentals.settle import settle
from services.rental_api.rentals.step import step
from services.rental_api.rentals.view import item_view
from services.rental_api.schemas import Resolution
from shared.clock import rfc3339


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("items", __name__, url_prefix="/api/items")

    @bp.get("")
    def items() -> dict[str, Any]:
        """Open items, `?state=unknown` for those to be decided; the oldest first."""
        state = request.args.get("state", "unknown")
        if state not in OPEN:
            raise invalid("state", f"one of {', '.join(OPEN)}")
        with ctx.reads.begin() as conn:
            known = {p.product_id: p for p in products.all_of(conn, ctx.site)}
            found = [item for item in rentals.open_items(conn) if item.state == state]
            return {"items": [item_view(i, known[i.product_id]) | _whose(ctx, conn, i) for i in found]}

    @bp.post("/<item_id>/resolution")
    @bp.input(Resolution, location="json", arg_name="decided")
    def resolve(item_id: str, decided: Resolution) -> dict[str, Any]:
        """The owner's word on an unknown item: posts its hold or releases it. 409 where it is resolved."""
        with step(ctx) as one:
            item = rentals.item(one.conn, item_id)
            if item is None:
                raise Problem("item-not-found")
            dispensed = decided.outcome == "dispensed"
            if item.state != "unknown" or not settle(one, item, dispensed, "owner_decided", "owner"):
                raise Problem("already-resolved", f"The item is {item.state}.", state=item.state)
        return {"item_id": item_id, "state": decided.outcome}

    return bp


def _whose(ctx: Context, conn: Connection, item: Item) -> dict[str, Any]:
    rental = rentals.by_id(conn, ctx.site, item.rental_id)
    member = rental and members.by_id(conn, ctx.site, rental.member_id)
    return {
        "rental_id": item.rental_id,
        "member_id": member.member_id if member else None,
        "member_name": member.name if member else None,
        "dispatched_at": rfc3339(item.dispatched_at),
        "owner_asked_at": rfc3339(item.owner_asked_at),
        "stock_before": item.stock_before,
    }
