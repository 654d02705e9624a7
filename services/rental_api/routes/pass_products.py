"""What the gym sells: vouchers and subscriptions."""

from dataclasses import asdict
from typing import Any

from apiflask import APIBlueprint
from sqlalchemy import Connection

from services.rental_api.context import Context
from services.rental_api.ledger import pass_products
from services.rental_api.ledger.pass_products import PassProduct
from services.rental_api.problems import invalid
from services.rental_api.rentals.step import step
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


def save_pass_product(ctx: Context, product_id: str, edit: PassProductEdit) -> None:
    with step(ctx) as one:
        _fits(one.conn, ctx.site, product_id, edit)
        pass_products.save(one.conn, ctx.site, product_id, edit.model_dump(), one.now)


def _fits(conn: Connection, site: str, product_id: str, edit: PassProductEdit) -> None:
    """A voucher stays a voucher, and a bonus is a bonus: else what hangs on it would change its meaning."""
    known = pass_products.by_id(conn, site, product_id)
    if known and (known.kind, known.is_bonus) != (edit.kind, edit.is_bonus):
        raise invalid("kind", f"{product_id} is sold as another kind already; use another id")
    if edit.bonus_product_id:
        bonus = pass_products.by_id(conn, site, edit.bonus_product_id)
        if bonus is None or not bonus.is_bonus:
            raise invalid("bonus_product_id", "no bonus with this id is known")


def _view(one: PassProduct) -> dict[str, Any]:
    return asdict(one) | {"updated_at": rfc3339(one.updated_at)}
