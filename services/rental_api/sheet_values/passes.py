"""The tabs `member_vouchers`, `member_subscriptions` and `member_passes`: what members have to pay with."""

from collections.abc import Callable, Collection, Mapping
from functools import partial

from sqlalchemy import Connection, bindparam, literal

from services.rental_api.context import Context
from services.rental_api.ledger import entries, passes
from services.rental_api.ledger.passes import Pass
from services.rental_api.ledger.tables import passes as table
from services.rental_api.sheet_values.row import SheetRow, SheetTab, paged, when
from shared.cells import as_text

Make = Callable[[Pass, Mapping[str, str], int], SheetRow]
"""Of a pass, its times and state as cells, and what was on it at first."""


def _rows(kind: str, make: Make, ctx: Context, conn: Connection, keys: Collection[str]) -> dict[str, SheetRow]:
    found = [one for one in passes.of_ids(conn, ctx.site, keys) if one.kind == kind]
    at_first = entries.at_first(conn, [one.pass_id for one in found])
    return {one.pass_id: make(one, _since(ctx, one), at_first.get(one.pass_id, 0)) for one in found}


def _since(ctx: Context, one: Pass) -> dict[str, str]:
    return {
        "member_id": one.member_id,
        "valid_from": when(ctx, one.valid_from),
        "valid_until": when(ctx, one.valid_until),
        "status": one.state(ctx.clock()),
        "created_at": when(ctx, one.created_at),
        "updated_at": when(ctx, one.updated_at),
    }


def _voucher(one: Pass, since: Mapping[str, str], at_first: int) -> SheetRow:
    what = {"voucher_id": one.pass_id, "voucher_product_id": one.product_id or ""}
    won = {"original_amount": at_first, "remaining_amount": one.balance}
    return SheetRow({**what, **won, "parent_voucher_id": one.parent_pass_id or "", **since}, balance=one.balance)


def _subscription(one: Pass, since: Mapping[str, str], _: int) -> SheetRow:
    what = {"subscription_id": one.pass_id, "subscription_product_id": one.product_id or ""}
    return SheetRow({**what, "daily_limits": as_text(one.daily_limits), **since})


def _count(one: Pass, since: Mapping[str, str], at_first: int) -> SheetRow:
    what = {"pass_id": one.pass_id, "category": one.category or ""}
    return SheetRow({**what, "count": at_first, "remaining_count": one.balance, **since}, balance=one.balance)


def _tab(kind: str, make: Make) -> SheetTab:
    of_kind = (table.c.site == bindparam("site"), table.c.kind == literal(kind))
    return SheetTab(partial(_rows, kind, make), paged(table.c.pass_id, *of_kind))


VOUCHERS = _tab("voucher", _voucher)
SUBSCRIPTIONS = _tab("subscription", _subscription)
COUNTS = _tab("count", _count)
