"""What the fake API knows for the console's pages about people: entries, claims, figures, taps that count once."""

import json
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.unit.kiosk_ui.fake_answers import Refused, rental_state
from tests.unit.kiosk_ui.fake_data import ENTRIES, EVENTS, SOLD, STATS, TIMELINE, member, pass_, voucher

Json = dict[str, Any]


@dataclass
class FakePeople:
    """`taps` are keys with what came of them: the same key again does nothing."""

    members: dict[str, Json] = field(default_factory=dict)
    passes: dict[str, list[Json]] = field(default_factory=dict)
    rentals: dict[str, Json] = field(default_factory=dict)
    entries: list[Json] = field(default_factory=lambda: [dict(one) for one in ENTRIES])
    events: list[Json] = field(default_factory=lambda: [dict(one) for one in EVENTS])
    claims: list[Json] = field(default_factory=list)
    sold: list[Json] = field(default_factory=lambda: [dict(one) for one in SOLD])
    timeline: list[Json] = field(default_factory=lambda: [dict(one) for one in TIMELINE])
    stats: Json = field(default_factory=lambda: dict(STATS))
    taps: dict[str, Json] = field(default_factory=dict)
    granted: list[tuple[str, Json]] = field(default_factory=list)
    adjusted: list[tuple[str, Json]] = field(default_factory=list)
    edits: list[tuple[str, Json]] = field(default_factory=list)
    decided: list[tuple[str, str]] = field(default_factory=list)
    listed: list[dict[str, str]] = field(default_factory=list)
    behind: str | None = None
    lost_posts: int = 0

    def loses(self, request: httpx.Request) -> bool:
        """As many answers to a POST as a test says are lost after what was asked was done."""
        lost = request.method == "POST" and self.lost_posts > 0
        self.lost_posts -= lost
        return lost

    def find_members(self, request: httpx.Request) -> tuple[int, Json]:
        part = request.url.params.get("query", "")
        found = [m for m in self.members.values() if any(part in m[k] for k in ("name", "phone", "member_id"))]
        return 200, {"members": found}

    def one_member(self, member_id: str) -> tuple[int, Json]:
        return 200, {"member": {"has_pin": True, "created_at": "2026-01-01T00:00:00.000Z"} | self.members[member_id]}

    def _put_members(self, body: Json, request: httpx.Request, member_id: str) -> tuple[int, Json]:
        if member_id in self.members and request.headers.get("If-None-Match") == "*":
            raise Refused(409, "member-exists", errors=[{"field": "member_id", "message": "taken"}])
        if any(m["phone"] == body.get("phone") for m in self.members.values()):
            raise Refused(409, "phone-taken", errors=[{"field": "phone", "message": "taken"}])
        self.edits.append((member_id, body))
        known = self.members.setdefault(member_id, member(member_id, "", ""))
        known |= {name: value for name, value in body.items() if name != "pin"}
        self.passes.setdefault(member_id, [])
        return 200, {"member_id": member_id}

    def grant_once(self, body: Json, request: httpx.Request, member_id: str) -> tuple[int, Json]:
        return 201, self._once(request, body, lambda: self._granted(body, member_id))

    def _granted(self, body: Json, member_id: str) -> Json:
        if body["kind"] == "count" and not isinstance(body.get("count"), int):
            raise Refused(422, "invalid-request", errors=[{"field": "count", "message": "how many"}])
        self.granted.append((member_id, body))
        made = pass_("pas_new", f"{body.get('count')}회권", body.get("count") or 0)
        made = voucher("pas_new", "30,000원권", 30_000) if body["kind"] == "voucher" else made
        self.passes[member_id].append(made)
        return made

    def _post_passes(self, body: Json, request: httpx.Request, pass_id: str, what: str) -> tuple[int, Json]:
        return 200, self._once(request, body, lambda: self._adjusted(body, pass_id))

    def _adjusted(self, body: Json, pass_id: str) -> Json:
        one = next(p for mine in self.passes.values() for p in mine if p["pass_id"] == pass_id)
        if one["remaining"] + body["amount"] < 0:
            raise Refused(409, "insufficient-balance", errors=[{"field": "amount", "message": "negative"}])
        one["remaining"] += body["amount"]
        self.adjusted.append((pass_id, body))
        return one

    def _once(self, request: httpx.Request, body: Json, work: Any) -> Json:  # noqa: ANN401 - a callable
        key, wish = request.headers["Idempotency-Key"], json.dumps([str(request.url), body])
        known = self.taps.get(key)
        if known and known["wish"] != wish:
            raise Refused(409, "idempotency-conflict")
        if not known:
            self.taps[key] = {"wish": wish, "made": work()}
        return dict(self.taps[key]["made"])

    def _get_pass_products(self, body: Json, request: httpx.Request) -> tuple[int, Json]:
        return 200, {"pass_products": self.sold}

    def list_rentals(self, request: httpx.Request) -> tuple[int, Json]:
        self.listed.append(dict(request.url.params))
        names = {one["member_id"]: one["name"] for one in self.members.values()}
        told = [
            one | {"state": rental_state({i["state"] for i in one["items"]}), "member_name": names[one["member_id"]]}
            for one in self.rentals.values()
        ]
        return 200, {"rentals": told, "next": self.behind}

    def timeline_of(self, rental_id: str) -> tuple[int, Json]:
        return 200, {"rental_id": rental_id, "timeline": self.timeline}

    def _get_claims(self, body: Json, request: httpx.Request) -> tuple[int, Json]:
        waiting = request.url.params.get("open") == "1"
        return 200, {"claims": [one for one in self.claims if not waiting or one["verdict"] == "checking"]}

    def _post_claims(self, body: Json, request: httpx.Request, claim_id: str, what: str) -> tuple[int, Json]:
        one = next(claim for claim in self.claims if claim["claim_id"] == claim_id)
        if one["verdict"] != "checking":
            raise Refused(409, "already-resolved", detail="The claim is refused.")
        self.decided.append((claim_id, body["outcome"]))
        one |= {"verdict": "given_back" if body["outcome"] == "give_back" else "refused", "resolved_by": "operator"}
        return 200, one

    def _get_stats(self, body: Json, request: httpx.Request) -> tuple[int, Json]:
        return 200, self.stats
