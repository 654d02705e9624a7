"""A member made for one test, so that nobody else's rentals are in his figures."""

import itertools
import secrets
from typing import Any

from tests.support.servers import eventually
from tests.support.stack import Stack

PIN = "482913"
_NUMBERS = itertools.count(1)


class Guest:
    """`grants` as POST /api/members/{id}/passes takes them; `passes` are their ids, in that order."""

    def __init__(self, stack: Stack, *grants: dict[str, Any]) -> None:
        number = next(_NUMBERS)
        self._api, self.member_id, self.phone = stack.api, f"G{number:03}", f"010-2000-{number:04}"
        told = {"name": "손님", "phone": self.phone, "pin": PIN}
        self._api.put(f"/api/members/{self.member_id}", json=told).raise_for_status()
        self.passes = [self.grant(**grant) for grant in grants]

    def grant(self, **what: object) -> str:
        made = self._api.post(f"/api/members/{self.member_id}/passes", json=what).raise_for_status().json()
        return str(made["pass_id"])

    def left(self) -> list[Any]:
        """What each pass has in the ledger, held charges taken off: uses or won, a subscription's of today."""
        told = self._api.get(f"/api/members/{self.member_id}/passes").raise_for_status().json()["passes"]
        by_id = {one["pass_id"]: one for one in told}
        return [by_id[one]["remaining_today"] or by_id[one]["remaining"] for one in self.passes]

    def rentals(self) -> list[dict[str, Any]]:
        """The newest first."""
        answer = self._api.get(f"/api/members/{self.member_id}/rentals").raise_for_status()
        found: list[dict[str, Any]] = answer.json()["rentals"]
        return found

    def rent(self, product_id: str) -> None:
        """At another kiosk, so to say; returns once it came out."""
        items = [{"product_id": product_id, "quantity": 1}]
        order = {"member_id": self.member_id, "pin": PIN, "items": items}
        headers = {"Idempotency-Key": secrets.token_hex(8)}
        self._api.post("/api/rentals", json=order, headers=headers).raise_for_status()
        eventually(lambda: self.rentals()[0]["state"] == "complete", f"{product_id} to come out")
