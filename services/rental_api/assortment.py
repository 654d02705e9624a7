"""What the gym sells may be set anew at any time, within what hangs on it."""

from sqlalchemy import Connection

from services.rental_api.context import Context
from services.rental_api.ledger import pass_products
from services.rental_api.problems import invalid
from services.rental_api.rentals.step import Step, step
from services.rental_api.schemas import PassProductEdit


def save_pass_product(ctx: Context, product_id: str, edit: PassProductEdit) -> None:
    """Creates it or sets it anew. Raises Problem by field."""
    with step(ctx) as one:
        put_pass_product(one, product_id, edit)


def put_pass_product(one: Step, product_id: str, edit: PassProductEdit) -> None:
    """The same within a transaction of the caller's."""
    _fits(one.conn, one.ctx.site, product_id, edit)
    pass_products.save(one.conn, one.ctx.site, product_id, edit.model_dump(), one.now)


def _fits(conn: Connection, site: str, product_id: str, edit: PassProductEdit) -> None:
    """A voucher stays a voucher, and a bonus is a bonus: else what hangs on it would change its meaning."""
    known = pass_products.by_id(conn, site, product_id)
    if known and (known.kind, known.is_bonus) != (edit.kind, edit.is_bonus):
        raise invalid("kind", f"{product_id} is sold as another kind already; use another id")
    if edit.bonus_product_id:
        bonus = pass_products.by_id(conn, site, edit.bonus_product_id)
        if bonus is None or not bonus.is_bonus:
            raise invalid("bonus_product_id", "no bonus with this id is known")
