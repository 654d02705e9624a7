"""Taking an order: one transaction checks, holds the charge and reserves the garments. It decides every race."""

from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from sqlalchemy import Connection

from services.rental_api.context import Context
from services.rental_api.ledger import events, holds, members, passes, products, rentals
from services.rental_api.ledger.ids import new_id
from services.rental_api.ledger.members import Member
from services.rental_api.ledger.passes import Pass
from services.rental_api.ledger.products import Product
from services.rental_api.ledger.rentals import Rental
from services.rental_api.problems import Problem, invalid
from services.rental_api.rentals.dispatch import dispatch_next
from services.rental_api.rentals.shelf import take_from
from services.rental_api.rentals.step import Step, step
from services.rental_api.rules.assignment import Garment
from services.rental_api.rules.payment import BadSplit, Charge, NotEnough, who_pays

MOST_GARMENTS = 10


@dataclass(frozen=True)
class Order:
    """`wanted`: pieces by product id, in the member's order. `chosen`: amounts by pass id, None: the rules choose."""

    member_id: str
    wanted: Mapping[str, int]
    chosen: Mapping[str, int] | None
    locker_number: str | None
    key: str
    digest: str


def renting_member(conn: Connection, site: str, member_id: str) -> Member:
    """The member if he may rent; raises the problem that tells why not."""
    member = members.by_id(conn, site, member_id)
    if member is None:
        raise Problem("member-not-found")
    if member.status != "active":
        raise Problem(f"member-{member.status}", "Please ask at the desk.")
    return member


def answered_before(conn: Connection, site: str, order: Order) -> str | None:
    """The rental an earlier request with this key made; raises where that request was another."""
    known = rentals.by_key(conn, site, order.key)
    if known and known.request_digest != order.digest:
        raise Problem("idempotency-conflict", "Use a new Idempotency-Key for a new order.")
    return known.rental_id if known else None


def place(ctx: Context, order: Order) -> str:
    """Makes the rental and sends for what can come out at once; returns its id. Raises Problem, changing nothing."""
    with step(ctx) as one:
        rental_id = answered_before(one.conn, ctx.site, order) or _make(one, order)
    structlog.contextvars.bind_contextvars(rental_id=rental_id)
    return rental_id


def find_products(conn: Connection, site: str, wanted: Mapping[str, int]) -> list[Product]:
    """The products of an order; raises where one is unknown or not offered, or there are too many pieces."""
    if not 1 <= sum(wanted.values()) <= MOST_GARMENTS:
        raise invalid("items", f"1 to {MOST_GARMENTS} garments at a time")
    found = [products.by_id(conn, site, product_id) or _unknown(product_id) for product_id in wanted]
    for product in found:
        if not product.enabled:
            raise Problem("product-disabled", product.product_id, product_id=product.product_id)
    return found


def garment(product: Product) -> Garment:
    return Garment(product.product_id, product.category, product.price)


def pay(
    garments: list[Garment], mine: list[Pass], now: int, day: str, chosen: Mapping[str, int] | None
) -> list[list[Charge]]:
    """The charges of each garment; raises `/insufficient-balance`, or `/invalid-request` naming `charges`."""
    try:
        return who_pays(garments, mine, now, day, chosen)
    except NotEnough:
        raise Problem("insufficient-balance", "The passes do not cover all of these garments.") from None
    except BadSplit:
        raise invalid("charges", "the amounts must pay for exactly these garments") from None


def _unknown(product_id: str) -> Product:
    raise Problem("product-not-found", product_id, product_id=product_id)


def _make(one: Step, order: Order) -> str:
    ctx = one.ctx
    renting_member(one.conn, ctx.site, order.member_id)
    wanted = find_products(one.conn, ctx.site, order.wanted)
    garments = [garment(p) for p in wanted for _ in range(order.wanted[p.product_id])]
    pieces = [(product, order.wanted[product.product_id]) for product in wanted]
    found = take_from(one, pieces)
    mine = passes.of_member(one.conn, ctx.site, order.member_id, ctx.day(one.now))
    charges = pay(garments, mine, one.now, ctx.day(one.now), order.chosen)
    return _write(one, order, found, charges)


def _write(one: Step, order: Order, found: list[tuple[Product, int]], charges: list[list[Charge]]) -> str:
    rental_id = new_id("rnt")
    rental = Rental(rental_id, order.member_id, order.digest, order.locker_number, one.now)
    rentals.add(one.conn, one.ctx.site, rental, order.key)
    pieces = [product for product, count in found for _ in range(count)]
    for position, (product, of_it) in enumerate(zip(pieces, charges, strict=True)):
        _write_item(one, rental_id, position, product, of_it)
    said = {"garments": len(pieces)}
    events.record(
        one.conn, one.ctx.site, one.now, "rental", details=said, member_id=order.member_id, rental_id=rental_id
    )
    one.say("rental", rental_id=rental_id, garments=str(len(pieces)))
    for product in {product.product_id: product for product in pieces}.values():
        dispatch_next(one, product.device_uuid)
    return rental_id


def _write_item(one: Step, rental_id: str, position: int, product: Product, charges: list[Charge]) -> None:
    item_id = new_id("itm")
    what = {"item_id": item_id, "rental_id": rental_id, "position": position, "product_id": product.product_id}
    where = {"device_uuid": product.device_uuid, "price": product.price, "created_at": one.now}
    rentals.add_item(one.conn, what | where)
    for charge in charges:
        holds.hold(one.conn, item_id, charge, one.now)
