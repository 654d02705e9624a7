"""What may be in a cart: only what can be taken now, ten garments at most."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.kiosk_ui.catalogue import condition, shelves, takeable
from services.kiosk_ui.models import Product

MOST_GARMENTS = 10
Cart = dict[str, int]


@dataclass(frozen=True)
class Line:
    """One product in the cart, `price` in won for a piece.

    `problem` is '' or why it cannot be taken: `offline`, `empty`, `fewer`, `gone`.
    """

    product_id: str
    name: str
    category: str
    size: str
    quantity: int
    takeable: int
    problem: str
    price: int = 0


def within_stock(wanted: Mapping[str, int], products: Iterable[Product]) -> Cart:
    """The wanted pieces as far as they can be taken: whatever a browser sends passes through here."""
    cart: Cart = {}
    for product in products:
        room = MOST_GARMENTS - sum(cart.values())
        quantity = min(wanted.get(product.product_id, 0), takeable(product), room)
        if quantity > 0:
            cart[product.product_id] = quantity
    return cart


def as_tapped(wanted: Mapping[str, int]) -> Cart:
    """While nobody can tell the stock: the next screen compares it."""
    each = [product_id for product_id, quantity in wanted.items() for _ in range(quantity)]
    return dict(Counter(each[:MOST_GARMENTS]))


def lines(cart: Mapping[str, int], products: Iterable[Product]) -> list[Line]:
    """The cart in the shelves' order, checked against the products as they are now."""
    known = {product.product_id: product for shelf in shelves(products) for product in shelf.products}
    shown = [*(one for one in known if one in cart), *(one for one in cart if one not in known)]
    return [_line(product_id, cart[product_id], known.get(product_id)) for product_id in shown]


def read_wanted(told: Any) -> Cart | None:  # noqa: ANN401 - whatever a browser sent
    """`{"<product id>": pieces}` as a browser sent it; None where it is anything else."""
    if not isinstance(told, dict) or len(told) > 100:
        return None
    if not all(type(quantity) is int and 0 <= quantity <= 1000 for quantity in told.values()):
        return None
    return {str(product_id): quantity for product_id, quantity in told.items()}


def _line(product_id: str, quantity: int, product: Product | None) -> Line:
    if product is None:
        return Line(product_id, product_id, "other", "", quantity, 0, "gone")
    left = takeable(product)
    state = condition(product)
    problem = state if state != "available" else ("fewer" if left < quantity else "")
    return Line(
        product_id, product.name, product.category, product.size or "", quantity, left, problem, product.price
    )
