"""What the gym sells: vouchers and subscriptions."""

from dataclasses import asdict
from typing import Any

from apiflask import APIBlueprint

from services.rental_api.assortment import save_pass_product
from services.rental_api.context import Context
from services.rental_api.ledger import pass_products
from services.rental_api.ledger.pass_products import PassProduct
from services.rental_api.schemas import PassProductEdit
from shared.clock import rfc3339


def routes(ctx: Context) -> APIBlueprint:
    bp = APIBlueprint("pass_products", __name__, url_prefix="/api/pass-products")

    @bp.get("")
    def all_of() -> dict[str, Any]:
        """Everything that is or was sold."""
        with ctx.reads.begin() as conn:
            return {"pass_products": [_view(one) for one in pass_products.all_of(conn, ctx.site)]}

    @bp.put("/<product_id>")
    @bp.input(PassProductEdit, location="json", arg_name="edit")
    def put(product_id: str, edit: PassProductEdit) -> dict[str, Any]:
        """Creates it or sets it anew. What was sold before stays as it was sold."""
        save_pass_product(ctx, product_id, edit)
        return {"product_id": product_id, **edit.model_dump()}

    return bp


def _view(one: PassProduct) -> dict[str, Any]:
    return asdict(one) | {"updated_at": rfc3339(one.updated_at)}
