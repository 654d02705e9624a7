"""A member says that nothing came out: answered at once from the evidence, or left to the operator.

What is given back is an `adjust` of its own a hold; the hold stays posted, for the dispenser did say it came out.
"""

import json
from typing import Any

from sqlalchemy import Connection, Row

from services.rental_api.context import Context
from services.rental_api.ledger import claims, events, holds, rentals
from services.rental_api.ledger.claims import BY_EVIDENCE, Claim
from services.rental_api.ledger.ids import new_id
from services.rental_api.ledger.rentals import Item
from services.rental_api.problems import Problem
from services.rental_api.rentals.step import Step, step
from services.rental_api.rules.claim import OPEN_MS, WITHIN_MS, Answer, Since, judge_claim, within_limit

LOOK_BACK = 60
JAMS = ("motor_error", "home_failed")
CONTRADICTS = "answer_contradicts_ledger"
_SEVERITY = {"given_back": "warning", "came_out": "info", "checking": "error", "refused": "info"}


def claim(ctx: Context, item_id: str, member_id: str) -> Claim:
    """The answer; the same again to whoever asks twice. Raises `/item-not-found` or `/not-claimable`."""
    with step(ctx) as one:
        item = _his_item(one, item_id, member_id)
        known = claims.of_item(one.conn, item_id)
        return known or _answer(one, item, member_id)


def decide(ctx: Context, claim_id: str, give_back: bool) -> Claim:
    """The operator's word on a claim that waits. Raises `/claim-not-found` or `/already-resolved`."""
    verdict = "given_back" if give_back else "refused"
    with step(ctx) as one:
        known = claims.by_id(one.conn, ctx.site, claim_id)
        if known is None:
            raise Problem("claim-not-found")
        if not claims.decide(one.conn, claim_id, verdict, one.now):
            raise Problem("already-resolved", f"The claim is {known.verdict}.", state=known.verdict)
        decided = claims.by_id(one.conn, ctx.site, claim_id) or known
        _carry_out(one, decided)
    return decided


def _his_item(one: Step, item_id: str, member_id: str) -> Item:
    """Another member's garment is as unknown as none."""
    item = rentals.item(one.conn, item_id)
    rental = rentals.by_id(one.conn, one.ctx.site, item.rental_id) if item else None
    if item is None or rental is None or rental.member_id != member_id:
        raise Problem("item-not-found")
    if item.state != "dispensed":
        raise Problem("not-claimable", f"The item is {item.state}.", state=item.state)
    if one.now - (item.resolved_at or 0) > OPEN_MS and claims.of_item(one.conn, item_id) is None:
        raise Problem("not-claimable", "More than two minutes have passed. Please ask at the desk.", state="too_late")
    return item


def _answer(one: Step, item: Item, member_id: str) -> Claim:
    device = one.see(item.device_uuid).get(item.device_uuid)
    found = judge_claim(item, device, _since(one.conn, item))
    before = claims.given_back_since(one.conn, member_id, one.now - WITHIN_MS)
    made = _claim(one, item, member_id, within_limit(found, before))
    claims.add(one.conn, one.ctx.site, made)
    _carry_out(one, made)
    return made


def _claim(one: Step, item: Item, member_id: str, answer: Answer) -> Claim:
    decided = answer.verdict != "checking"
    ends = (one.now, BY_EVIDENCE) if decided else (None, None)
    return Claim(new_id("clm"), item.item_id, member_id, answer.verdict, answer.reason, one.now, *ends)


def _carry_out(one: Step, made: Claim) -> None:
    """Gives back what is to be given back, and tells everybody."""
    item = rentals.item(one.conn, made.item_id)
    if item is None:
        raise Problem("item-not-found")
    if made.verdict == "given_back":
        holds.give_back(one.conn, item.item_id, one.now)
    said = {"claim_id": made.claim_id, "item_id": item.item_id, "reason": made.reason, "by": made.resolved_by}
    about = {"device_uuid": item.device_uuid, "product_id": item.product_id, "rental_id": item.rental_id}
    kind, severity = f"claim_{made.verdict}", _SEVERITY[made.verdict]
    events.record(one.conn, one.ctx.site, one.now, kind, severity, said, member_id=made.member_id, **about)
    one.say(kind, rental_id=item.rental_id, **said)
    one.rentals.add(item.rental_id)


def _since(conn: Connection, item: Item) -> Since:
    """Read from the device's newest events, back to the one by which this garment was settled."""
    newest = events.last_of_device(conn, item.device_uuid, LOOK_BACK)
    sent = item.dispatched_at or 0
    window = [row for row in newest if row.at >= sent]
    later = [row for row in _until_settled(window, item) if row.type == "item_dispensed"]
    contradicted = [row for row in window if row.type == CONTRADICTS and _is_about(row, item)]
    jams = [row for row in window if row.type in JAMS]
    busy = rentals.at_device(conn, item.device_uuid) is not None
    complete = len(window) < LOOK_BACK
    return Since(len(later), busy, bool(contradicted), bool(jams) and not later, complete)


def _until_settled(window: list[Row[Any]], item: Item) -> list[Row[Any]]:
    """Newest first, those after the garment's own `item_dispensed`."""
    for place, row in enumerate(window):
        if row.type == "item_dispensed" and _is_about(row, item):
            return window[:place]
    return window


def _is_about(row: Row[Any], item: Item) -> bool:
    return bool(row.details) and json.loads(row.details).get("item_id") == item.item_id
