"""What can be had from which dispenser now, and which other one can stand in. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.rental_api.ledger.products import Product
from shared.device_state import DeviceState

FAULTY = ("offline", "out_of_order", "checking")
"""Reasons for which another dispenser may stand in; an empty or disabled one is as its owner wants it."""


@dataclass(frozen=True)
class Promised:
    """Garments of a dispenser that are promised and have not come out as far as is known."""

    garments: int = 0
    checking: bool = False


@dataclass(frozen=True)
class Offer:
    """A product with its device as it is now and what of it is promised already."""

    product: Product
    device: DeviceState | None
    promised: Promised

    @property
    def left(self) -> int:
        """Pieces that could be taken, were the dispenser in order."""
        stock = self.device.stock if self.device else None
        return max((stock or 0) - self.promised.garments, 0)

    @property
    def why_not(self) -> str | None:
        """`disabled`, `offline`, `out_of_order`, `checking` (an unknown garment blocks it), `empty`, or None."""
        reasons = {
            "disabled": not self.product.enabled,
            "offline": self.device is None or not self.device.online,
            "out_of_order": self.product.tripped,
            "checking": self.promised.checking,
            "empty": self.left == 0,
        }
        return next((reason for reason, holds in reasons.items() if holds), None)

    @property
    def available(self) -> int:
        """Pieces a member can take now."""
        return 0 if self.why_not in ("out_of_order", "checking") else self.left


def offers(
    products: Iterable[Product], states: Mapping[str, DeviceState], promised: Mapping[str, Promised]
) -> list[Offer]:
    """Each product with its device and what of it is promised."""
    nothing = Promised()
    return [Offer(p, states.get(p.device_uuid), promised.get(p.device_uuid, nothing)) for p in products]


def stand_in(wanted: Product, pieces: int, offers: Sequence[Offer]) -> Product | None:
    """Another product of the same category and size with enough left; the fullest, then in the owner's order."""
    alike = [
        offer
        for offer in offers
        if (offer.product.category, offer.product.size) == (wanted.category, wanted.size)
        and offer.product.product_id != wanted.product_id
        and offer.why_not is None
        and offer.left >= pieces
    ]
    best = max(alike, key=lambda offer: offer.left, default=None)
    return best.product if best else None
