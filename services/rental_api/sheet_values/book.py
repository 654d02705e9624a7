"""The tab `voucher_transactions`: one line for each entry of a voucher."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select

from services.rental_api.context import Context
from services.rental_api.ledger import sheet_names
from services.rental_api.ledger.tables import entries, holds, items, passes
from services.rental_api.sheet_values.row import Found, SheetRow, SheetTab, when

_LINES = (
    select(
        *(entries.c[name] for name in ("entry_id", "pass_id", "kind", "amount", "balance_after", "created_at")),
        passes.c.member_id,
        items.c.rental_id,
    )
    .join(passes, passes.c.pass_id == entries.c.pass_id)
    .outerjoin(holds, holds.c.hold_id == entries.c.hold_id)
    .outerjoin(items, items.c.item_id == holds.c.item_id)
    .where(passes.c.site == bindparam("site"), passes.c.kind == "voucher")
)
_OF_IDS = _LINES.where(entries.c.entry_id.in_(bindparam("ids", expanding=True)))
_PAGE = _LINES.where(entries.c.entry_id > bindparam("after")).order_by(entries.c.entry_id).limit(bindparam("most"))


def _rows(ctx: Context, conn: Connection, keys: Collection[str]) -> dict[str, SheetRow]:
    found = conn.execute(_OF_IDS, {"site": ctx.site, "ids": [sheet_names.number(key) for key in keys]})
    lines = {_key(line): line for line in found}
    return {key: _row(ctx, key, lines[key]) for key in keys if key in lines}


def _row(ctx: Context, key: str, line: Found) -> SheetRow:
    return SheetRow(
        {
            "id": key,
            "voucher_id": line.pass_id,
            "member_id": line.member_id,
            "amount": line.amount,
            "balance_before": line.balance_after - line.amount,
            "balance_after": line.balance_after,
            "transaction_type": line.kind,
            "rental_log_id": line.rental_id or "",
            "created_at": when(ctx, line.created_at),
        }
    )


def _page(ctx: Context, conn: Connection, after: str, most: int) -> list[str]:
    bounds = {"after": sheet_names.number(after), "most": most}
    return [_key(line) for line in conn.execute(_PAGE, {"site": ctx.site, **bounds})]


def _key(line: Found) -> str:
    return sheet_names.of_entry(line.entry_id, line.pass_id, line.kind, line.amount, line.created_at)


TAB = SheetTab(_rows, _page)
