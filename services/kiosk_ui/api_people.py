"""What the console asks the rental API about people: one method a call."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from services.kiosk_ui.client import Client
from services.kiosk_ui.models import Pass
from services.kiosk_ui.models_console import Event
from services.kiosk_ui.models_people import Claim, Entry, Listed, Member, Moment, Sold


class PeopleApi:
    """Each raises ApiError where the API refuses and ApiGone where it does not answer.

    `key` is of one tap: asked again with it, the API does nothing a second time.
    """

    def __init__(self, client: Client) -> None:
        self._ask = client.ask

    def members(self, query: str) -> list[Member]:
        """At most twenty, by a part of name, phone or id."""
        return [Member.read(one) for one in self._ask("GET", _with("/api/members", {"query": query}))["members"]]

    def member(self, member_id: str) -> Member:
        return Member.read(self._ask("GET", f"/api/members/{member_id}")["member"])

    def save(self, member_id: str, edit: Mapping[str, Any], only_new: bool = False) -> None:
        """Changes what `edit` names; with `only_new` nobody who is there already."""
        headers = {"If-None-Match": "*"} if only_new else None
        self._ask("PUT", f"/api/members/{member_id}", dict(edit), headers)

    def passes(self, member_id: str) -> list[Pass]:
        return [Pass.read(one) for one in self._ask("GET", f"/api/members/{member_id}/passes")["passes"]]

    def entries(self, member_id: str) -> list[Entry]:
        """The newest ones, newest first."""
        return [Entry.read(one) for one in self._ask("GET", f"/api/members/{member_id}/entries")["entries"]]

    def events(self, member_id: str) -> list[Event]:
        """What became of him besides his rentals, the newest first."""
        return [Event.read(one) for one in self._ask("GET", f"/api/members/{member_id}/events")["events"]]

    def sold(self) -> list[Sold]:
        return [Sold.read(one) for one in self._ask("GET", "/api/pass-products")["pass_products"]]

    def grant(self, member_id: str, new: Mapping[str, Any], key: str) -> Pass:
        headers = {"Idempotency-Key": key}
        return Pass.read(self._ask("POST", f"/api/members/{member_id}/passes", dict(new), headers))

    def adjust(self, pass_id: str, amount: int, reason: str, key: str) -> Pass:
        """Moves its balance by `amount`, uses or won; it never sets it."""
        body = {"amount": amount, "reason": reason}
        return Pass.read(self._ask("POST", f"/api/passes/{pass_id}/adjustments", body, {"Idempotency-Key": key}))

    def rentals(self, narrowed: Mapping[str, str]) -> tuple[list[Listed], str | None]:
        """A page of them, newest first, and the rental behind which the next page begins."""
        told = self._ask("GET", _with("/api/rentals", narrowed))
        return [Listed.read(one) for one in told["rentals"]], told["next"]

    def rental(self, rental_id: str) -> Listed:
        return Listed.read(self._ask("GET", f"/api/rentals/{rental_id}"))

    def timeline(self, rental_id: str) -> list[Moment]:
        return [Moment.read(one) for one in self._ask("GET", f"/api/rentals/{rental_id}/timeline")["timeline"]]

    def claims(self, waiting: bool = False) -> list[Claim]:
        """Those that wait for a person, the oldest first; or all, the newest first."""
        params = {"open": "1"} if waiting else {}
        return [Claim.read(one) for one in self._ask("GET", _with("/api/claims", params))["claims"]]

    def decide(self, claim_id: str, outcome: str) -> None:
        self._ask("POST", f"/api/claims/{claim_id}/resolution", {"outcome": outcome})

    def stats(self, days: int) -> Mapping[str, Any]:
        """The figures of the last days, as the API tells them."""
        told: Mapping[str, Any] = self._ask("GET", _with("/api/stats", {"days": str(days)}))
        return told


def _with(path: str, query: Mapping[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path
