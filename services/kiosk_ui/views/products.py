"""What can be rented now, live, and how many of it."""

from flask import Blueprint, abort, render_template, request
from werkzeug.wrappers import Response

from services.kiosk_ui import gate, visit
from services.kiosk_ui.cart import read_wanted, within_stock
from services.kiosk_ui.catalogue import shelves, worn_sizes
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.models import Product
from services.kiosk_ui.paying import may_use_won


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("products", __name__)
    bp.before_request(gate.only_for_members)
    bp.before_request(lambda: gate.where_the_ledger_is(kiosk.api))

    @bp.get("/products")
    def page() -> str:
        passes = kiosk.api.passes(visit.the_member().member_id)
        visit.show_prices(may_use_won(passes))
        _learn_sizes(kiosk)
        note = visit.take_note()
        return render_template("products.html", passes=passes, note=note, **_shown(kiosk.api.products()))

    @bp.get("/fragments/products")
    def fragment() -> str:
        return render_template("_products.html", **_shown(kiosk.api.products()))

    @bp.put("/cart")
    def put_cart() -> str | Response:
        """Keeps the cart as far as the stock goes, and answers the products with it."""
        wanted = read_wanted(request.get_json())
        if wanted is None:
            abort(400)
        products = kiosk.api.products()
        visit.keep_cart(within_stock(wanted, products))
        return render_template("_products.html", **_shown(products))

    return bp


def _learn_sizes(kiosk: Kiosk) -> None:
    if visit.sizes() is None:
        visit.learn(worn_sizes(kiosk.api.rentals_of(visit.the_member().member_id)))


def _shown(products: list[Product]) -> dict[str, object]:
    sizes = visit.sizes() or {}
    shown = {"shelves": shelves(products, sizes), "sizes": sizes, "prices": visit.prices_shown()}
    return shown | {"cart": within_stock(visit.cart(), products)}
