"""The tab `products`. What is in stock is the dispensers' to say, not the ledger's."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam

from services.rental_api.context import Context
from services.rental_api.ledger import products, tables
from services.rental_api.ledger.products import Product
from services.rental_api.sheet_values.row import Cells, SheetRow, SheetTab, paged, when


def _rows(ctx: Context, conn: Connection, keys: Collection[str]) -> dict[str, SheetRow]:
    return {one.product_id: _row(ctx, one) for one in products.of_ids(conn, ctx.site, keys)}


def _row(ctx: Context, one: Product) -> SheetRow:
    system = {
        "product_id": one.product_id,
        "gym_id": ctx.site,
        "category": one.category,
        "size": one.size,
        "device_uuid": one.device_uuid,
        "updated_at": when(ctx, one.updated_at),
    }
    owner: Cells = {"name": one.name, "price": one.price, "enabled": one.enabled, "display_order": one.display_order}
    return SheetRow(system, owner)


TAB = SheetTab(_rows, paged(tables.products.c.product_id, tables.products.c.site == bindparam("site")))
