"""Quotes and rentals."""

import hashlib
import json
import time
from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify, request

from services.rental_api.context import Context
from services.rental_api.kiosk import asking_kiosk
from services.rental_api.ledger import members, passes, rentals
from services.rental_api.limits import Limits
from services.rental_api.pins import Pins
from services.rental_api.problems import Problem, invalid
from services.rental_api.rentals.place import Order, find_products, garment, pay, place, renting_member
from services.rental_api.rentals.quote import quote_view
from services.rental_api.rentals.timeline import timeline
from services.rental_api.rentals.view import rental_view
from services.rental_api.routes.rental_list import list_rentals
from services.rental_api.rules.payment import other_ways
from services.rental_api.schemas import NewRental, Quote, Wanted

LONGEST_KEY = 100


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("rentals", __name__, url_prefix="/api")
    _add_quotes(bp, ctx)
    _add_renting(bp, ctx, Pins(Limits(ctx.redis, ctx.clock), ctx.keys, ctx.hasher))
    _add_rentals(bp, ctx)
    return bp


def _add_quotes(bp: APIBlueprint, ctx: Context) -> None:
    @bp.post("/quotes")
    @bp.input(Quote, location="json", arg_name="asked")
    def quote(asked: Quote) -> dict[str, Any]:
        """What would pay for it; `/insufficient-balance` where nothing does. Changes nothing.

        Tells an unknown member (`/member-not-found`), so that the kiosk can end a visit whose member is gone. Nobody
        learns more than he may: the token's holder may read any member's passes, and no kiosk sends an id typed in.
        """
        wanted = _wanted(asked.items)
        with ctx.reads.begin() as conn:
            renting_member(conn, ctx.site, asked.member_id)
            found = find_products(conn, ctx.site, wanted)
            garments = [garment(p) for p in found for _ in range(wanted[p.product_id])]
            now = ctx.clock()
            mine = passes.of_member(conn, ctx.site, asked.member_id, ctx.day(now))
        best = pay(garments, mine, now, ctx.day(now), None)
        return quote_view(garments, mine, best, list(other_ways(garments, mine, now, ctx.day(now))))


def _add_renting(bp: APIBlueprint, ctx: Context, pins: Pins) -> None:
    @bp.post("/rentals")
    @bp.input(NewRental, location="json", arg_name="asked")
    def rent(asked: NewRental) -> Response:
        """Holds the charge and sends for the garments: 202 with the rental. Needs an `Idempotency-Key`.

        Wrong PINs are counted by member and by the header `Kiosk`. An unknown member is a wrong PIN like any other,
        and who may not rent is told so only after the right one.
        """
        order, kiosk = _order(asked), asking_kiosk()
        with ctx.reads.begin() as conn:
            member = members.by_id(conn, ctx.site, asked.member_id)
        begun = time.perf_counter()
        pins.check(kiosk, asked.member_id, member.pin_hash if member else None, asked.pin)
        took_ms = (time.perf_counter() - begun) * 1000
        answer = jsonify(_view(ctx, place(ctx, order)))
        answer.status_code = 202
        answer.headers["Server-Timing"] = f"pin;dur={took_ms:.3f}"
        return answer


def _add_rentals(bp: APIBlueprint, ctx: Context) -> None:
    @bp.get("/rentals")
    def newest() -> dict[str, Any]:
        """For the operator: the newest 30, newest first, narrowed by `state`, `member`, `device`, `day`.

        `next` goes into `before` for older ones; a page looks through 300 rentals at most, so it may be short.
        """
        return list_rentals(ctx)

    @bp.get("/rentals/<rental_id>")
    def rental(rental_id: str) -> dict[str, Any]:
        """The rental as it is now."""
        return _view(ctx, rental_id)

    @bp.get("/rentals/<rental_id>/timeline")
    def steps(rental_id: str) -> dict[str, Any]:
        """Everything that became of it, from the tap to its row in the workbook; `at` null where no time is known."""
        with ctx.reads.begin() as conn:
            known = rentals.by_id(conn, ctx.site, rental_id)
            if known is None:
                raise Problem("rental-not-found")
            return {"rental_id": rental_id, "timeline": [moment.told() for moment in timeline(conn, known)]}


def _order(asked: NewRental) -> Order:
    key = request.headers.get("Idempotency-Key", "").strip()
    if not 1 <= len(key) <= LONGEST_KEY:
        raise invalid("Idempotency-Key", f"a header of 1 to {LONGEST_KEY} characters, one per tap of the button")
    chosen = {c.pass_id: c.amount for c in asked.charges} if asked.charges else None
    return Order(asked.member_id, _wanted(asked.items), chosen, asked.locker_number, key, _digest(asked))


def _digest(asked: NewRental) -> str:
    """Of all but the PIN: a fast hash of six digits would give the PIN away."""
    body = asked.model_dump(exclude={"pin"})
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def _wanted(items: list[Wanted]) -> dict[str, int]:
    wanted: dict[str, int] = {}
    for item in items:
        wanted[item.product_id] = wanted.get(item.product_id, 0) + item.quantity
    return wanted


def _view(ctx: Context, rental_id: str) -> dict[str, Any]:
    with ctx.reads.begin() as conn:
        known = rentals.by_id(conn, ctx.site, rental_id)
        if known is None:
            raise Problem("rental-not-found")
        return rental_view(ctx, conn, known)
