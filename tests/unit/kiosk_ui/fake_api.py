"""A rental API in memory, as far as api.md promises it, behind httpx's own transport."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.unit.kiosk_ui.fake_answers import Refused, problem, rental_state
from tests.unit.kiosk_ui.fake_data import DEVICES, MEMBERS, PASSES, PRODUCTS, UNKNOWN, WORKBOOK, charge, pass_
from tests.unit.kiosk_ui.fake_people import FakePeople

TOKEN = "token-that-no-browser-may-see"
PIN = "123456"
TABS = ("members", "products", "rental_history")
Json = dict[str, Any]


@dataclass
class FakeApi(FakePeople):
    """Change its fields to change the world. `down` answers nothing; `loses_answer` does what it is asked first."""

    products: dict[str, Json] = field(default_factory=lambda: {p["product_id"]: dict(p) for p in PRODUCTS})
    members: dict[str, Json] = field(default_factory=lambda: {m["member_id"]: dict(m) for m in MEMBERS})
    passes: dict[str, list[Json]] = field(
        default_factory=lambda: {m: [dict(p) for p in ps] for m, ps in PASSES.items()}
    )
    devices: list[Json] = field(default_factory=lambda: [dict(d) for d in DEVICES])
    unknown: list[Json] = field(default_factory=lambda: [dict(u) for u in UNKNOWN])
    alerts: list[Json] = field(default_factory=list)
    webhook: str = "off"
    workbook: Json = field(default_factory=lambda: dict(WORKBOOK))
    ways: dict[str, list[list[Json]]] = field(default_factory=dict)
    rentals: dict[str, Json] = field(default_factory=dict)
    keys: dict[str, tuple[str, str]] = field(default_factory=dict)
    commands: list[tuple[str, Json]] = field(default_factory=list)
    charged: list[dict[str, int]] = field(default_factory=list)
    resolved: list[tuple[str, str]] = field(default_factory=list)
    restored: list[str] = field(default_factory=list)
    audits: int = 0
    asked: list[str] = field(default_factory=list)
    down: bool = False
    verdict: str = "given_back"
    loses_answer: bool = False
    wrong_pins_left: int = 5
    wait_scope: str = "member"
    misses_left: int = 10
    kiosks: list[str | None] = field(default_factory=list)
    lockers: dict[str, str] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)
    ordered: list[Json] = field(default_factory=list)
    created_at: str = "2999-01-01T00:00:00.000Z"

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(f"{request.method} {request.url.path}")
        self.kiosks.append(request.headers.get("Kiosk"))
        if self.down:
            raise httpx.ConnectError("nobody listens")
        if request.url.path == "/readyz":
            return httpx.Response(200, json={"status": "ready"})
        try:
            status, told = self._answer(request)
        except Refused as refused:
            return problem(refused)
        if self.loses_answer or self.loses(request):
            raise httpx.ReadTimeout("too late")
        return httpx.Response(status, json=told)

    def _answer(self, request: httpx.Request) -> tuple[int, Json]:
        if request.headers.get("Authorization") != f"Bearer {TOKEN}":
            raise Refused(401, "unauthorized")
        body = json.loads(request.content or b"{}")
        _, _, *path = request.url.path.split("/")
        name = f"_{request.method.lower()}_{path[0]}".replace("-", "_")
        route: Callable[..., tuple[int, Json]] = getattr(self, name)
        return route(body, request, *path[1:])

    def _get_products(self, body: Json, request: httpx.Request) -> tuple[int, Json]:
        return 200, {"products": list(self.products.values())}

    def _post_members(self, body: Json, request: httpx.Request, member_id: str, passes: str = "") -> tuple[int, Json]:
        if passes:
            return self.grant_once(body, request, member_id)
        if self.misses_left < 0:
            raise Refused(429, "too-many-attempts", retry_after=5, scope="kiosk")
        [(by, value)] = body.items()
        if by != "phone" and value in self.unreadable:
            raise Refused(503, "locker-unavailable")
        found = next((m for m in self.members.values() if self._is(m, by, value)), None)
        if found is None:
            self.misses_left -= 1
            wait = {"retry_after": 5, "scope": "kiosk"} if self.misses_left < 0 else {}
            raise Refused(404, "member-not-found", **wait)
        member = self._renting(found["member_id"])
        told = {name: member[name] for name in ("member_id", "name", "status")}
        locker = self.lockers.get(value)
        return 200, {"member": told, "passes": self.passes[member["member_id"]], "locker_number": locker}

    def _is(self, member: Json, by: str, value: str) -> bool:
        if by == "phone":
            return bool(member["phone"] == value)
        return value in (member.get("nfc_uid"), member["member_id"] if by == "card" else None)

    def _get_members(self, _: Json, request: httpx.Request, member_id: str = "", what: str = "") -> tuple[int, Json]:
        if not member_id:
            return self.find_members(request)
        if member_id not in self.members:
            raise Refused(404, "member-not-found")
        if not what:
            return self.one_member(member_id)
        if what in ("entries", "events"):
            return 200, {what: getattr(self, what)}
        if what == "passes":
            return 200, {"passes": self.passes[member_id]}
        return 200, {"rentals": [self._view(r) for r in self.rentals.values() if r["member_id"] == member_id]}

    def _post_quotes(self, body: Json, request: httpx.Request) -> tuple[int, Json]:
        self._renting(body["member_id"])
        best, *others = self._ways(body)
        return 200, {"total": 1000 * _pieces(body), "charges": best, "alternatives": others}

    def _post_rentals(self, body: Json, request: httpx.Request) -> tuple[int, Json]:
        key, digest = request.headers["Idempotency-Key"], json.dumps(body | {"pin": ""})
        self._check_pin(body["pin"])
        if key in self.keys:
            if self.keys[key][1] != digest:
                raise Refused(409, "idempotency-conflict")
            return 202, self._view(self.rentals[self.keys[key][0]])
        self._renting(body["member_id"])
        self._check_stock(body)
        self._take(body["member_id"], body.get("charges") or self._ways(body)[0])
        self.ordered.append(body)
        rental = self._write(body)
        self.keys[key] = (rental["rental_id"], digest)
        return 202, self._view(rental)

    def _get_rentals(self, _: Json, request: httpx.Request, rental_id: str = "", what: str = "") -> tuple[int, Json]:
        if not rental_id:
            return self.list_rentals(request)
        if what == "timeline":
            return self.timeline_of(rental_id)
        if rental_id not in self.rentals:
            raise Refused(404, "rental-not-found")
        return 200, self._view(self.rentals[rental_id])

    def _get_devices(self, body: Json, request: httpx.Request, uuid: str = "") -> tuple[int, Json]:
        if not uuid:
            return 200, {"devices": self.devices}
        found = next((one for one in self.devices if one["device_uuid"] == uuid), None)
        if found is None:
            raise Refused(404, "device-not-found")
        return 200, {"commands": [], "last_events": [], **found}

    def _post_devices(self, body: Json, request: httpx.Request, uuid: str, commands: str) -> tuple[int, Json]:
        self.commands.append((uuid, body))
        return 202, {"command_id": "cmd_1"}

    def _get_alerts(self, body: Json, request: httpx.Request) -> tuple[int, Json]:
        return 200, {"alerts": self.alerts, "webhook": self.webhook}

    def _get_items(self, body: Json, request: httpx.Request) -> tuple[int, Json]:
        return 200, {"items": self.unknown}

    def _post_items(self, body: Json, request: httpx.Request, item_id: str, what: str) -> tuple[int, Json]:
        if what == "claims":
            return 200, {"verdict": self._claim(body["member_id"], item_id)}
        if item_id not in [item["item_id"] for item in self.unknown]:
            raise Refused(409, "already-resolved", detail="The item is dispensed.")
        self.unknown = [item for item in self.unknown if item["item_id"] != item_id]
        self.resolved.append((item_id, body["outcome"]))
        return 200, {"item_id": item_id, "state": body["outcome"]}

    def _claim(self, member_id: str, item_id: str) -> str:
        if not self.verdict:
            raise Refused(409, "not-claimable")
        of = next(r for r in self.rentals.values() if r["member_id"] == member_id)
        item = next(one for one in of["items"] if one["item_id"] == item_id)
        item["claim"] = item.get("claim") or self.verdict
        return str(item["claim"])

    def _get_workbook(self, body: Json, request: httpx.Request) -> tuple[int, Json]:
        return 200, self.workbook

    def _post_workbook(self, body: Json, request: httpx.Request, what: str) -> tuple[int, Json]:
        if what == "audits":
            self.audits += 1
            return 202, {"run": "aud_1"}
        if body["tab"] not in TABS:
            raise Refused(422, "invalid-request", detail="tab: one of members, …")
        self.restored.append(body["tab"])
        return 202, {"tab": body["tab"]}

    def _renting(self, member_id: str) -> Json:
        member = self.members.get(member_id)
        if member is None:
            raise Refused(404, "member-not-found")
        if member["status"] != "active":
            raise Refused(403, f"member-{member['status']}")
        return member

    def _check_pin(self, pin: str) -> None:
        wait = {"retry_after": 270, "scope": self.wait_scope}
        if self.wrong_pins_left <= 0:
            raise Refused(429, "too-many-attempts", **wait)
        if pin != PIN:
            self.wrong_pins_left -= 1
            raise Refused(
                403, "wrong-pin", attempts_left=self.wrong_pins_left, **({} if self.wrong_pins_left else wait)
            )

    def _check_stock(self, body: Json) -> None:
        for item in body["items"]:
            product = self.products[item["product_id"]]
            if not product["online"]:
                raise Refused(409, "device-offline", product_id=item["product_id"])
            if product["available"] < item["quantity"]:
                raise Refused(409, "out-of-stock", product_id=item["product_id"], available=product["available"])

    def _ways(self, body: Json) -> list[list[Json]]:
        """What a test says in `ways`, by member; else the first count pass that has enough."""
        count, mine = _pieces(body), self.passes[body["member_id"]]
        enough = [p for p in mine if p["kind"] == "count" and p["status"] == "active" and p["remaining"] >= count]
        found = self.ways.get(body["member_id"]) or [[charge(one, count)] for one in enough[:1]]
        if not found or not self._have(mine, found[0]):
            raise Refused(409, "insufficient-balance")
        return found

    def _have(self, mine: list[Json], charges: list[Json]) -> bool:
        left = {p["pass_id"]: p["remaining"] for p in mine if p["status"] == "active" and p["remaining"] is not None}
        return all(left.get(one["pass_id"], one["amount"]) >= one["amount"] for one in charges)

    def _take(self, member_id: str, charges: list[Json]) -> None:
        """Every charge of an order, or none of it."""
        mine = self.passes[member_id]
        if not self._have(mine, charges):
            raise Refused(409, "insufficient-balance")
        by_id = {p["pass_id"]: p for p in mine}
        for one in charges:
            if by_id[one["pass_id"]]["remaining"] is not None:
                by_id[one["pass_id"]]["remaining"] -= one["amount"]
        self.charged.append({one["pass_id"]: one["amount"] for one in charges})

    def _write(self, body: Json) -> Json:
        rental_id = f"rnt_{len(self.rentals) + 1}"
        pieces = [item["product_id"] for item in body["items"] for _ in range(item["quantity"])]
        for product_id in pieces:
            self.products[product_id]["available"] -= 1
        items = [self._item(f"itm_{rental_id}_{n}", product_id) for n, product_id in enumerate(pieces)]
        items[0]["state"] = "dispensing"
        rental = {
            "rental_id": rental_id,
            "member_id": body["member_id"],
            "created_at": self.created_at,
            "items": items,
        }
        self.rentals[rental_id] = rental
        return rental

    def _item(self, item_id: str, product_id: str) -> Json:
        product = self.products[product_id]
        told = {"product_name": product["name"], "category": product["category"], "size": product["size"]}
        known = {"item_id": item_id, "product_id": product_id, "device_uuid": product["device_uuid"]}
        return known | told | {"state": "reserved", "reason": None}

    def _view(self, rental: Json) -> Json:
        state = rental_state({item["state"] for item in rental["items"]})
        view = rental | {"state": state}
        return view if state == "pending" else view | {"passes": self.passes[rental["member_id"]]}

    def come_out(self, rental_id: str, *states: str) -> None:
        """The items' states from now on, in their order."""
        for item, state in zip(self.rentals[rental_id]["items"], states, strict=True):
            item["state"] = state

    def grant(self, member_id: str, remaining: int, name: str = "10회권") -> None:
        self.passes[member_id] = [pass_("pas_new", name, remaining)]


def _pieces(body: Json) -> int:
    return sum(item["quantity"] for item in body["items"])
