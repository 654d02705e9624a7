"""What can be rented now, as the devices say at the time of the question."""

from typing import Any

from apiflask import APIBlueprint

from services.rental_api.context import Context
from services.rental_api.ledger import products, rentals
from services.rental_api.rules.offer import Offer, offers
from shared.device_state import read_many


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("products", __name__, url_prefix="/api/products")

    @bp.get("")
    def all_products() -> dict[str, Any]:
        """Enabled products in the owner's order. `available` is the stock less garments promised."""
        # The promises are read before the stock: a garment coming out in between is counted twice, never not at all.
        with ctx.reads.begin() as conn:
            offered = [product for product in products.all_of(conn, ctx.site) if product.enabled]
            promised = rentals.spoken_for(conn)
        states = read_many(ctx.redis, ctx.keys, [product.device_uuid for product in offered])
        return {"products": [product_view(offer) for offer in offers(offered, states, promised)]}

    return bp


def product_view(offer: Offer) -> dict[str, Any]:
    """`stock` null where the device has never said one; `why_not` null where there is something to take."""
    product, device = offer.product, offer.device
    return {
        "product_id": product.product_id,
        "name": product.name,
        "category": product.category,
        "size": product.size,
        "price": product.price,
        "stock": device.stock if device else None,
        "available": offer.available,
        "why_not": offer.why_not,
        "online": bool(device and device.online),
        "device_uuid": product.device_uuid,
        "display_order": product.display_order,
    }
