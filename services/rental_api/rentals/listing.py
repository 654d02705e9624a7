"""A page of rentals as the operator asked for them: by member and day in the database, by state and device here."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from services.rental_api.context import Context
from services.rental_api.ledger import members, products, rental_list
from services.rental_api.ledger.rental_list import Within
from services.rental_api.ledger.rentals import Item, Rental
from services.rental_api.rentals.view import UNKNOWN_PRODUCT, item_view
from services.rental_api.rules.states import rental_state
from shared.clock import rfc3339

LOOKED_AT = 300
"""Rentals a page looks through at most; a rare state may leave it short, and the next page goes on from there."""


@dataclass(frozen=True)
class Asked:
    """`state` as rentals have it, `device` a uuid; None: any. `shown` rentals at most are told."""

    within: Within
    state: str | None
    device: str | None
    shown: int


def listing(ctx: Context, conn: Connection, asked: Asked) -> dict[str, Any]:
    """`next` names the rental to go on behind; None where nothing older is left."""
    looked_at = rental_list.newest(conn, asked.within, LOOKED_AT)
    garments = rental_list.items_of_all(conn, [one.rental_id for one in looked_at])
    states = {one.rental_id: rental_state([item.state for item in garments[one.rental_id]]) for one in looked_at}
    fitting = [one for one in looked_at if _fits(states[one.rental_id], garments[one.rental_id], asked)]
    views = _views(ctx, conn, fitting[: asked.shown], garments, states)
    return {"rentals": views, "next": _next(looked_at, fitting, asked.shown)}


def _fits(state: str, mine: list[Item], asked: Asked) -> bool:
    return asked.state in (None, state) and (
        asked.device is None or any(item.device_uuid == asked.device for item in mine)
    )


def _next(looked_at: list[Rental], fitting: list[Rental], shown: int) -> str | None:
    if len(fitting) > shown:
        return fitting[shown - 1].rental_id
    return looked_at[-1].rental_id if len(looked_at) == LOOKED_AT else None


def _views(
    ctx: Context, conn: Connection, shown: list[Rental], garments: dict[str, list[Item]], states: dict[str, str]
) -> list[dict[str, Any]]:
    names = {one.member_id: one.name for one in members.of_ids(conn, ctx.site, {r.member_id for r in shown})}
    known = {one.product_id: one for one in products.all_of(conn, ctx.site)}
    return [
        {
            "rental_id": one.rental_id,
            "member_id": one.member_id,
            "member_name": names.get(one.member_id),
            "state": states[one.rental_id],
            "created_at": rfc3339(one.created_at),
            "locker_number": one.locker_number,
            "items": [
                item_view(item, known.get(item.product_id, UNKNOWN_PRODUCT)) for item in garments[one.rental_id]
            ],
        }
        for one in shown
    ]
