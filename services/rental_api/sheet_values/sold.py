"""The tabs `voucher_products` and `subscription_products`: what the gym sells."""

from collections.abc import Callable, Collection
from functools import partial

from sqlalchemy import Connection, bindparam, literal

from services.rental_api.context import Context
from services.rental_api.ledger import pass_products
from services.rental_api.ledger.pass_products import PassProduct
from services.rental_api.ledger.tables import pass_products as table
from services.rental_api.sheet_values.row import Cell, SheetRow, SheetTab, paged, when
from shared.cells import as_text

Make = Callable[[Context, PassProduct], SheetRow]


def _rows(kind: str, make: Make, ctx: Context, conn: Connection, keys: Collection[str]) -> dict[str, SheetRow]:
    found = pass_products.of_ids(conn, ctx.site, keys)
    return {one.product_id: make(ctx, one) for one in found if one.kind == kind}


def _voucher(ctx: Context, one: PassProduct) -> SheetRow:
    worth: dict[str, Cell] = {"charge_amount": one.charge_amount or 0, "bonus_product_id": one.bonus_product_id or ""}
    owner = {**_offer(one), **worth, "is_bonus": one.is_bonus}
    return SheetRow({"product_id": one.product_id, "updated_at": when(ctx, one.updated_at)}, owner)


def _subscription(_: Context, one: PassProduct) -> SheetRow:
    return SheetRow({"product_id": one.product_id}, _offer(one) | {"daily_limits": as_text(one.daily_limits)})


def _offer(one: PassProduct) -> dict[str, Cell]:
    days: Cell = "" if one.validity_days is None else one.validity_days
    return {"name": one.name, "price": one.price, "validity_days": days, "enabled": one.enabled}


def _tab(kind: str, make: Make) -> SheetTab:
    of_kind = (table.c.site == bindparam("site"), table.c.kind == literal(kind))
    return SheetTab(partial(_rows, kind, make), paged(table.c.product_id, *of_kind))


VOUCHERS = _tab("voucher", _voucher)
SUBSCRIPTIONS = _tab("subscription", _subscription)
