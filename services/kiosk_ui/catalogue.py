"""Which products the screen shows, in which order, and which of them can be taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from services.kiosk_ui.models import Product

CATEGORIES = ("top", "pants", "towel", "sweat_towel", "other")


@dataclass(frozen=True)
class Shelf:
    """The products of one category."""

    category: str
    products: tuple[Product, ...]


def shelves(products: Iterable[Product]) -> list[Shelf]:
    """Categories in the order above, products in the owner's order, then by name. Unknown ones are `other`."""

    def place(product: Product) -> tuple[int, int, str]:
        return CATEGORIES.index(_category(product)), product.display_order, product.name

    ordered = sorted(products, key=place)
    return [Shelf(category, tuple(group)) for category, group in groupby(ordered, _category)]


def condition(product: Product) -> str:
    """`available`, `offline` (or looked after) or `empty`; only the first can be taken."""
    if not product.online or product.why_not in ("out_of_order", "checking"):
        return "offline"
    return "available" if product.available > 0 else "empty"


def takeable(product: Product) -> int:
    """How many pieces a member can take now."""
    return product.available if condition(product) == "available" else 0


def _category(product: Product) -> str:
    return product.category if product.category in CATEGORIES else "other"
