"""Nothing came out, says the member: his question on the last screen, and what the operator decides."""

from typing import Any

from apiflask import APIBlueprint
from flask import request
from sqlalchemy import Connection

from services.rental_api.context import Context
from services.rental_api.ledger import claims, members, products, rentals
from services.rental_api.ledger.claims import Claim
from services.rental_api.rentals.claim import claim, decide
from services.rental_api.rentals.view import passes_view
from services.rental_api.schemas import ClaimDecision, NewClaim
from shared.clock import rfc3339

NEWEST = 100


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("claims", __name__, url_prefix="/api")

    @bp.post("/items/<item_id>/claims")
    @bp.input(NewClaim, location="json", arg_name="asked")
    def ask(item_id: str, asked: NewClaim) -> dict[str, Any]:
        """The member's "nothing came out", answered from the dispenser's own words: `verdict` `given_back`,
        `came_out`, or `checking` where a person must look. Asked again, the same answer.

        `/item-not-found` unless it is his; `/not-claimable` unless it was handed out within the last two minutes.
        """
        made = claim(ctx, item_id, asked.member_id)
        with ctx.reads.begin() as conn:
            return claim_view(made) | {"passes": passes_view(ctx, conn, made.member_id)}

    @bp.get("/claims")
    def all_claims() -> dict[str, Any]:
        """The newest claims first; with `?open=1` those that wait for the operator, the oldest first."""
        with ctx.reads.begin() as conn:
            waiting = request.args.get("open") == "1"
            found = claims.waiting(conn, ctx.site) if waiting else claims.newest(conn, ctx.site, NEWEST)
            return {"claims": [claim_view(one) | _about(ctx, conn, one) for one in found]}

    @bp.post("/claims/<claim_id>/resolution")
    @bp.input(ClaimDecision, location="json", arg_name="decided")
    def resolve(claim_id: str, decided: ClaimDecision) -> dict[str, Any]:
        """The operator's word on a claim that is `checking`; 409 `/already-resolved` where it is not."""
        return claim_view(decide(ctx, claim_id, decided.outcome == "give_back"))

    return bp


def claim_view(one: Claim) -> dict[str, Any]:
    """`resolved_by`: `evidence`, `operator`, or null while it waits."""
    return {
        "claim_id": one.claim_id,
        "item_id": one.item_id,
        "member_id": one.member_id,
        "verdict": one.verdict,
        "reason": one.reason,
        "created_at": rfc3339(one.created_at),
        "resolved_at": rfc3339(one.resolved_at),
        "resolved_by": one.resolved_by,
    }


def _about(ctx: Context, conn: Connection, one: Claim) -> dict[str, Any]:
    item, member = rentals.item(conn, one.item_id), members.by_id(conn, ctx.site, one.member_id)
    product = products.by_id(conn, ctx.site, item.product_id) if item else None
    return {
        "member_name": member.name if member else None,
        "rental_id": item.rental_id if item else None,
        "product_id": item.product_id if item else None,
        "product_name": product.name if product else None,
        "device_uuid": item.device_uuid if item else None,
        "dispensed_at": rfc3339(item.resolved_at) if item else None,
        "stock_before": item.stock_before if item else None,
    }
