"""A member's past rentals, each in a line: what came out, what did not. Pure."""

from collections import Counter
from dataclasses import dataclass

from services.kiosk_ui.models import Rental

SIGNS = {"pending": "clock", "complete": "check", "partial": "check", "failed": "cross", "checking": "look"}


@dataclass(frozen=True)
class Past:
    """`out`, `not_out` and `unsure` name garments ("수건 ×2, 상의"); `sign` is an icon's name."""

    rental_id: str
    created_at: str
    state: str
    sign: str
    out: str
    not_out: str
    unsure: str


def told(rental: Rental) -> Past:
    out, not_out = _named(rental, ("dispensed",)), _named(rental, ("failed",))
    unsure = _named(rental, ("unknown", "reserved", "dispensing"))
    sign = SIGNS.get(rental.state, "look")
    return Past(rental.rental_id, rental.created_at, rental.state, sign, out, not_out, unsure)


def _named(rental: Rental, states: tuple[str, ...]) -> str:
    pieces = Counter(item.product_name or item.product_id for item in rental.items if item.state in states)
    return ", ".join(f"{name} ×{count}" if count > 1 else name for name, count in pieces.items())
