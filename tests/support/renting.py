"""Renting through the API as the kiosk does, and the three truths compared afterwards."""

import secrets
from typing import Any

import httpx

from tests.support.servers import eventually
from tests.support.stack import Stack

MEMBER = "A001"
LIMBO_SECONDS = 30.0
PLENTY = 10


class Renter:
    """The demo member A001 in front of a stack. `charged` counts from where he was when this was made."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self._have_plenty()
        self._had = self.remaining()
        self._out = self.garments()

    def _have_plenty(self) -> None:
        """Others may have rented for the same member, at the same stack."""
        if self.remaining() < PLENTY:
            grant = {"kind": "count", "count": 30}
            self.stack.api.post(f"/api/members/{MEMBER}/passes", json=grant).raise_for_status()

    def order(self, product_id: str, quantity: int = 1, key: str = "") -> httpx.Response:
        """POST /api/rentals, with a key of its own unless one is given."""
        body = {
            "member_id": MEMBER,
            "pin": self.stack.demo["pin"],
            "items": [{"product_id": product_id, "quantity": quantity}],
        }
        headers = {"Idempotency-Key": key or secrets.token_hex(8)}
        return self.stack.api.post("/api/rentals", json=body, headers=headers)

    def rent(self, product_id: str, quantity: int = 1) -> str:
        """An order that is taken; returns the rental's id."""
        answer = self.order(product_id, quantity)
        assert answer.status_code == httpx.codes.ACCEPTED, answer.text
        return str(answer.json()["rental_id"])

    def rental(self, rental_id: str) -> dict[str, Any]:
        found: dict[str, Any] = self.stack.api.get(f"/api/rentals/{rental_id}").raise_for_status().json()
        return found

    def wait_settled(self, rental_id: str, *states: str, seconds: float = LIMBO_SECONDS) -> dict[str, Any]:
        """The rental once it is in one of the states (`complete`, `partial`, `failed` by default)."""
        wanted = states or ("complete", "partial", "failed")
        eventually(lambda: self._state(rental_id) in wanted, f"{rental_id} to be one of {wanted}", seconds)
        return self.rental(rental_id)

    def _state(self, rental_id: str) -> str:
        """Empty while the API, or a part behind it, is down."""
        try:
            return str(self.rental(rental_id)["state"])
        except httpx.HTTPError:
            return ""

    def products(self) -> dict[str, dict[str, Any]]:
        answer = self.stack.api.get("/api/products").raise_for_status()
        return {product["product_id"]: product for product in answer.json()["products"]}

    def product_of(self, uuid: str) -> str:
        return next(p["product_id"] for p in self.products().values() if p["device_uuid"] == uuid)

    def remaining(self) -> int:
        passes = self.stack.api.get(f"/api/members/{MEMBER}/passes").raise_for_status().json()["passes"]
        return sum(one["remaining"] for one in passes)

    def charged(self) -> int:
        return self._had - self.remaining()

    def garments(self) -> int:
        """What really came out of all dispensers, by the count no part of the product sees."""
        return sum(board.garments() for board in self.stack.boards)

    def came_out(self) -> int:
        return self.garments() - self._out
