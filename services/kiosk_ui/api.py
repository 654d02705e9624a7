"""The rental API's client: the only place that knows its addresses. The token stays in here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from services.kiosk_ui.models import Device, Pass, Product, Quote, Rental, UnknownItem, Workbook

CONNECT_SECONDS = 2.0
ANSWER_SECONDS = 5.0
# Below gunicorn's own two seconds, so that no request goes out on a connection the other side is just closing.
IDLE_CONNECTION_SECONDS = 1.0


class ApiError(Exception):
    """The API said no. `code` is the end of the problem's `type`, `extra` its further members."""

    def __init__(self, code: str, title: str = "", detail: str = "", extra: Mapping[str, Any] | None = None) -> None:
        super().__init__(code, title, detail)
        self.code, self.title, self.detail, self.extra = code, title, detail, dict(extra or {})

    @property
    def wait(self) -> int:
        """Seconds before another try is worth it, 0 where there is no wait."""
        return int(self.extra.get("retry_after", 0))


class ApiGone(Exception):  # noqa: N818 - a state of the world, met by waiting
    """No usable answer: what was asked may have happened or not."""


def open_client(url: str, token: str, transport: httpx.BaseTransport | None = None) -> httpx.Client:
    """Contacts nothing yet; no proxy of the environment may see the token."""
    return httpx.Client(
        base_url=url,
        headers={"Authorization": f"Bearer {token}"},
        timeout=httpx.Timeout(ANSWER_SECONDS, connect=CONNECT_SECONDS),
        limits=httpx.Limits(max_connections=32, keepalive_expiry=IDLE_CONNECTION_SECONDS),
        transport=transport,
        trust_env=False,
    )


@dataclass(frozen=True)
class Order:
    """Pieces by product id, and what each pass pays in its own unit; no `charges`: the API chooses who pays."""

    member_id: str
    cart: Mapping[str, int]
    charges: Mapping[str, int] | None = None


class Api:
    """One method a call. Each raises ApiError where the API refuses and ApiGone where it does not answer."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client

    def is_well(self) -> bool:
        """Whether it answers, ledger and Redis included."""
        try:
            return self._client.get("/readyz").is_success
        except httpx.HTTPError:
            return False

    def identify(self, phone: str, kiosk: str) -> tuple[str, str]:
        """The member's id and name."""
        member = self._ask("POST", "/api/members/identify", {"phone": phone}, {"Kiosk": kiosk})["member"]
        return str(member["member_id"]), str(member["name"])

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
        if order.charges:
            body["charges"] = [{"pass_id": one, "amount": amount} for one, amount in order.charges.items()]
        told = self._ask("POST", "/api/rentals", body, {"Idempotency-Key": key, "Kiosk": kiosk})
        return Rental.read({"member_id": order.member_id, "created_at": ""} | told)

    def rental(self, rental_id: str) -> Rental:
        return Rental.read(self._ask("GET", f"/api/rentals/{rental_id}"))

    def claim(self, member_id: str, item_id: str) -> str:
        """His "nothing came out", answered: one of Item.claim. `/not-claimable` after two minutes."""
        return str(self._ask("POST", f"/api/items/{item_id}/claims", {"member_id": member_id})["verdict"])

    def devices(self) -> list[Device]:
        return [Device.read(one) for one in self._ask("GET", "/api/devices")["devices"]]

    def command(self, uuid: str, command: Mapping[str, Any]) -> str:
        """Its command id, as soon as the API has taken it."""
        return str(self._ask("POST", f"/api/devices/{uuid}/commands", dict(command))["command_id"])

    def unknown_items(self) -> list[UnknownItem]:
        return [UnknownItem.read(one) for one in self._ask("GET", "/api/items?state=unknown")["items"]]

    def resolve(self, item_id: str, outcome: str) -> None:
        self._ask("POST", f"/api/items/{item_id}/resolution", {"outcome": outcome})

    def workbook(self) -> Workbook:
        return Workbook.read(self._ask("GET", "/api/workbook"))

    def restore_tab(self, tab: str) -> None:
        """Only asked for: its rows follow."""
        self._ask("POST", "/api/workbook/restorations", {"tab": tab})

    def audit_workbook(self) -> None:
        """Only asked for: `workbook` has the result when it has ended."""
        self._ask("POST", "/api/workbook/audits")

    def _ask(
        self, method: str, path: str, body: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> Any:  # noqa: ANN401 - JSON
        try:
            answer = self._client.request(method, path, json=body, headers=headers)
            told = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ApiGone(f"{method} {path}: {error!r}") from error
        if answer.is_success:
            return told
        # Our own token refused is no member's fault: an operator has to look, the page waits.
        if answer.status_code >= 500 or answer.status_code == httpx.codes.UNAUTHORIZED:
            raise ApiGone(f"{method} {path}: {answer.status_code}")
        raise _refusal(told)


def _items(cart: Mapping[str, int]) -> list[dict[str, Any]]:
    return [{"product_id": product_id, "quantity": quantity} for product_id, quantity in cart.items()]


def _refusal(problem: Mapping[str, Any]) -> ApiError:
    known = ("type", "title", "status", "detail")
    extra = {name: value for name, value in problem.items() if name not in known}
    code = str(problem.get("type", "")).rpartition("/")[2]
    return ApiError(code, str(problem.get("title", "")), str(problem.get("detail", "")), extra)
