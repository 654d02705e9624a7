"""What the kiosk's screens ask the rental API: one method a call."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.kiosk_ui.client import Client
from services.kiosk_ui.models import Identified, Pass, Product, Quote, Rental


@dataclass(frozen=True)
class Order:
    """Pieces by product id, and what each pass pays in its own unit; no `charges`: the API chooses who pays."""

    member_id: str
    cart: Mapping[str, int]
    charges: Mapping[str, int] | None = None
    locker_number: str | None = None


class Api:
    """Each raises ApiError where the API refuses and ApiGone where it does not answer."""

    def __init__(self, client: Client) -> None:
        self._ask = client.ask
        self.is_well = client.is_well

    def identify(self, by: str, value: str, kiosk: str) -> Identified:
        """`by` is `phone`, `nfc_uid` or `card`."""
        told = self._ask("POST", "/api/members/identify", {by: value}, {"Kiosk": kiosk})
        return Identified(told["member"]["member_id"], told["member"]["name"], told.get("locker_number"))

    def products(self) -> list[Product]:
        return [Product.read(one) for one in self._ask("GET", "/api/products")["products"]]

    def passes(self, member_id: str) -> list[Pass]:
        return [Pass.read(one) for one in self._ask("GET", f"/api/members/{member_id}/passes")["passes"]]

    def rentals_of(self, member_id: str) -> list[Rental]:
        """The newest ones, newest first."""
        return [Rental.read(one) for one in self._ask("GET", f"/api/members/{member_id}/rentals")["rentals"]]

    def quote(self, member_id: str, cart: Mapping[str, int]) -> Quote:
        """What could pay; `/insufficient-balance` where nothing does."""
        return Quote.read(self._ask("POST", "/api/quotes", {"member_id": member_id, "items": _items(cart)}))

    def rent(self, order: Order, pin: str, key: str, kiosk: str) -> Rental:
        """The rental as it begins. Repeatable: the same key and order give the same rental."""
        body: dict[str, Any] = {"member_id": order.member_id, "pin": pin, "items": _items(order.cart)}
        if order.locker_number:
            body["locker_number"] = order.locker_number
        if order.charges:
            body["charges"] = [{"pass_id": one, "amount": amount} for one, amount in order.charges.items()]
        told = self._ask("POST", "/api/rentals", body, {"Idempotency-Key": key, "Kiosk": kiosk})
        return Rental.read({"member_id": order.member_id, "created_at": ""} | told)

    def rental(self, rental_id: str) -> Rental:
        return Rental.read(self._ask("GET", f"/api/rentals/{rental_id}"))

    def claim(self, member_id: str, item_id: str) -> str:
        """His "nothing came out", answered: one of Item.claim. `/not-claimable` after two minutes."""
        return str(self._ask("POST", f"/api/items/{item_id}/claims", {"member_id": member_id})["verdict"])


def _items(cart: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{"product_id": product_id, "quantity": quantity} for product_id, quantity in cart.items()]
