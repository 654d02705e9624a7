"""Who is at the kiosk, and what he has."""

import re
from typing import Any

from apiflask import APIBlueprint
from flask import request
from sqlalchemy import Connection

from services.rental_api.context import Context
from services.rental_api.kiosk import asking_kiosk
from services.rental_api.ledger import members
from services.rental_api.ledger.members import Member
from services.rental_api.limits import Counter, Limits, wait_told
from services.rental_api.lockers import Key, whose
from services.rental_api.problems import Problem
from services.rental_api.rentals.view import passes_view
from services.rental_api.routes import member_parts
from services.rental_api.routes.member_parts import known
from services.rental_api.rules.phone import digits
from services.rental_api.rules.waits import LOOKUPS_AT_KIOSK
from services.rental_api.schemas import UID_PATTERN, Identify
from shared.clock import rfc3339

MOST_FOUND = 20
LONGEST_QUERY = 80
UID = re.compile(UID_PATTERN)
LIKE_A_PHONE = re.compile(r"[0-9][0-9 -]+")


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("members", __name__, url_prefix="/api/members")
    _add_identify(bp, ctx)
    _add_for_the_operator(bp, ctx)
    member_parts.add(bp, ctx)
    return bp


def _add_identify(bp: APIBlueprint, ctx: Context) -> None:
    limits = Limits(ctx.redis, ctx.clock)

    @bp.post("/identify")
    @bp.input(Identify, location="json", arg_name="who")
    def identify(who: Identify) -> dict[str, Any]:
        """Who is at the kiosk; `/member-not-found`, `/member-suspended`, `/member-inactive`.

        Lookups that find nobody are counted by the header `Kiosk`, lest somebody tries the phone book: after the
        11th comes a wait, first told as `retry_after` (s), then as `/too-many-attempts`, to members as well.
        A key or card no member has here is looked up at the gym's locker machine, which tells `locker_number`, too;
        `/locker-unavailable` where that does not answer.
        """
        [lookup] = limits.count(Counter(ctx.keys.kiosk_lookups(asking_kiosk()), "kiosk", LOOKUPS_AT_KIOSK))
        try:
            key = _key_of(ctx, who)
        except Problem:
            limits.take_back(lookup)
            raise
        with ctx.reads.begin() as conn:
            member = _find(conn, ctx.site, who, key)
            mine = passes_view(ctx, conn, member.member_id) if member else []
        if member is None:
            raise Problem("member-not-found", **wait_told([lookup]))
        limits.take_back(lookup)
        if member.status != "active":
            raise Problem(f"member-{member.status}", "Please ask at the desk.")
        return {
            "member": {"member_id": member.member_id, "name": member.name, "status": member.status},
            "passes": mine,
            "locker_number": key.locker_number if key else None,
        }


def _add_for_the_operator(bp: APIBlueprint, ctx: Context) -> None:
    @bp.get("")
    def search() -> dict[str, Any]:
        """For the operator: at most 20 whose name, phone or id has `query` in it, by name."""
        part = request.args.get("query", "").strip()[:LONGEST_QUERY]
        sought = "".join(sign for sign in part if sign.isdigit()) if LIKE_A_PHONE.fullmatch(part) else part
        with ctx.reads.begin() as conn:
            return {"members": [member_view(one) for one in members.search(conn, ctx.site, sought, MOST_FOUND)]}

    @bp.get("/<member_id>")
    def one(member_id: str) -> dict[str, Any]:
        """For the operator: who he is, and the number of his key or card."""
        with ctx.reads.begin() as conn:
            member = known(conn, ctx.site, member_id)
        return {"member": member_view(member) | {"nfc_uid": member.nfc_uid}}


def member_view(one: Member) -> dict[str, Any]:
    """As the operator sees him; of the PIN only whether there is one."""
    return {
        "member_id": one.member_id,
        "name": one.name,
        "phone": one.phone,
        "status": one.status,
        "notes": one.notes,
        "has_pin": one.pin_hash is not None,
        "created_at": rfc3339(one.created_at),
    }


def _key_of(ctx: Context, who: Identify) -> Key | None:
    """Asked before the ledger is: no transaction waits for somebody else's machine."""
    uid = _uid(who)
    if uid is None:
        return None
    with ctx.reads.begin() as conn:
        here = _find(conn, ctx.site, who, None)
    return None if here else whose(ctx.settings.locker_api_url, uid)


def _find(conn: Connection, site: str, who: Identify, key: Key | None) -> Member | None:
    if key is not None:
        return members.by_id(conn, site, key.member_id)
    if who.phone is not None:
        return members.by_phone(conn, site, digits(who.phone))
    named = members.by_id(conn, site, who.member_id or who.card or "")
    uid = _uid(who)
    return named if named or uid is None else members.by_nfc(conn, site, uid)


def _uid(who: Identify) -> str | None:
    """As the ledger and the locker machine write it; None for what can be none."""
    told = who.nfc_uid or who.card or ""
    return told.upper() if UID.fullmatch(told) else None
