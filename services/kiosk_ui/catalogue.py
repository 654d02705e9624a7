"""Which products the screen shows, in which order, and which of them can be taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from services.kiosk_ui.models import Product, Rental

CATEGORIES = ("top", "pants", "towel", "sweat_towel", "other")


@dataclass(frozen=True)
class Shelf:
    """The products of one category."""

    category: str
    products: tuple[Product, ...]


def shelves(products: Iterable[Product], sizes: Mapping[str, str] | None = None) -> list[Shelf]:
    """Categories in the order above; in each the size he wears (`sizes`, by category), then the owner's order, then
    by name. Unknown categories are `other`."""

    def place(product: Product) -> tuple[int, bool, int, str]:
        other_size = not is_his_size(product, sizes)
        return CATEGORIES.index(_category(product)), other_size, product.display_order, product.name

    ordered = sorted(products, key=place)
    return [Shelf(category, tuple(group)) for category, group in groupby(ordered, _category)]


def worn_sizes(rentals: Iterable[Rental]) -> dict[str, str]:
    """The size of the newest garment of each category that came out; `rentals` are newest first."""
    sizes: dict[str, str] = {}
    for item in (item for rental in rentals for item in rental.items):
        if item.state == "dispensed" and item.size:
            sizes.setdefault(item.category, item.size)
    return sizes


def is_his_size(product: Product, sizes: Mapping[str, str] | None) -> bool:
    return bool(product.size) and (sizes or {}).get(product.category) == product.size


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
