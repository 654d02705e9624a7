"""From which dispenser an order's garments come: the one asked for, or another with the same while that is faulty."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from services.rental_api.ledger import products, rentals
from services.rental_api.ledger.products import Product
from services.rental_api.problems import Problem
from services.rental_api.rentals.step import Step
from services.rental_api.rules.offer import FAULTY, Offer, Promised, offers, stand_in

Pieces = Sequence[tuple[Product, int]]


def take_from(one: Step, wanted: Pieces) -> list[tuple[Product, int]]:
    """The products that garments come from, priced as ordered; raises the problem that tells why not.

    Promises and devices are read under the write lock, promises first: a garment coming out in between is counted
    twice, never not at all.
    """
    promised = rentals.spoken_for(one.conn)
    one.see(*(product.device_uuid for product, _ in wanted))
    return [(_source(one, product, count, promised), count) for product, count in wanted]


def another(one: Step, product: Product, pieces: int, promised: Mapping[str, Promised]) -> Product | None:
    """Another dispenser's product of the same category and size that can give this many now."""
    alike = [p for p in products.all_of(one.conn, one.ctx.site) if _same(p, product)]
    return stand_in(product, pieces, _offers(one, alike, promised))


def _offers(one: Step, wanted: Sequence[Product], promised: Mapping[str, Promised]) -> list[Offer]:
    return offers(wanted, one.see(*(p.device_uuid for p in wanted)), promised)


def _source(one: Step, product: Product, pieces: int, promised: dict[str, Promised]) -> Product:
    """Notes what it takes as promised: the rest of the order may stand at the same dispenser."""
    (offer,) = _offers(one, [product], promised)
    source = _from_offer(one, offer, pieces, promised)
    before = promised.get(source.device_uuid, Promised())
    promised[source.device_uuid] = replace(before, garments=before.garments + pieces)
    return source


def _from_offer(one: Step, offer: Offer, pieces: int, promised: Mapping[str, Promised]) -> Product:
    why_not = offer.why_not
    if why_not in FAULTY:
        instead = another(one, offer.product, pieces, promised)
        if instead is None:
            raise _refusal(offer, why_not)
        return replace(instead, price=offer.product.price)
    if offer.left < pieces:
        raise Problem("out-of-stock", offer.product.name, product_id=offer.product.product_id, available=offer.left)
    return offer.product


def _refusal(offer: Offer, why_not: str) -> Problem:
    code = "device-offline" if why_not == "offline" else "device-out-of-order"
    return Problem(code, offer.product.name, product_id=offer.product.product_id, why_not=why_not)


def _same(one: Product, other: Product) -> bool:
    return (one.category, one.size) == (other.category, other.size)
