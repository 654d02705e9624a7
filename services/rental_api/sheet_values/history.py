"""The tab `rental_history`: one row a product of a rental, once nothing of it happens by itself any more."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, select, tuple_

from services.rental_api.context import Context
from services.rental_api.ledger import sheet_names
from services.rental_api.ledger.rentals import PENDING
from services.rental_api.ledger.tables import holds, items, passes, products, rentals
from services.rental_api.rules.states import rental_state
from services.rental_api.sheet_values.row import Found, SheetRow, SheetTab, when

_NAME = (items.c.rental_id, items.c.product_id)
_ITEMS = (
    select(
        *(items.c.item_id, *_NAME, items.c.state, products.c.name, products.c.device_uuid),
        *(rentals.c.site, rentals.c.member_id, rentals.c.locker_number, rentals.c.created_at),
    )
    .join(rentals, rentals.c.rental_id == items.c.rental_id)
    .join(products, products.c.product_id == items.c.product_id)
    .where(items.c.rental_id.in_(bindparam("rental_ids", expanding=True)))
)
_PAID = (
    select(holds.c.item_id, holds.c.pass_id, holds.c.amount, passes.c.kind)
    .join(passes, passes.c.pass_id == holds.c.pass_id)
    .where(holds.c.item_id.in_(bindparam("item_ids", expanding=True)))
    .order_by(holds.c.created_at, holds.c.hold_id)
)
_PAGE = (
    select(*_NAME)
    .distinct()
    .where(tuple_(*_NAME) > tuple_(bindparam("rental_id"), bindparam("product_id")))
    .order_by(*_NAME)
    .limit(bindparam("most"))
)
Lines = list[Found]


def _rows(ctx: Context, conn: Connection, keys: Collection[str]) -> dict[str, SheetRow]:
    rental_ids = list({key.partition("/")[0] for key in keys})
    rented: dict[str, Lines] = defaultdict(list)
    for item in conn.execute(_ITEMS, {"rental_ids": rental_ids}):
        if item.site == ctx.site:  # not a condition of the query: SQLite would read every rental of the site
            rented[sheet_names.of_rented(item.rental_id, item.product_id)].append(item)
    done = {key: rented[key] for key in keys if key in rented and not _is_pending(rented[key])}
    paid = _paid(conn, [item.item_id for mine in done.values() for item in mine if item.state == "dispensed"])
    return {
        key: _row(ctx, key, mine, [hold for item in mine for hold in paid[item.item_id]])
        for key, mine in done.items()
    }


def _is_pending(mine: Lines) -> bool:
    return any(item.state in PENDING for item in mine)


def _paid(conn: Connection, item_ids: Sequence[str]) -> dict[str, Lines]:
    """The holds of garments that came out, by garment."""
    paid: dict[str, Lines] = defaultdict(list)
    for hold in conn.execute(_PAID, {"item_ids": item_ids}):
        paid[hold.item_id].append(hold)
    return paid


def _row(ctx: Context, key: str, mine: Lines, paid: Lines) -> SheetRow:
    first, out = mine[0], sum(item.state == "dispensed" for item in mine)
    return SheetRow(
        {
            "rental_id": key,
            "member_id": first.member_id,
            "locker_number": first.locker_number or "",
            "product_id": first.product_id,
            "product_name": first.name,
            "device_uuid": first.device_uuid,
            "quantity": len(mine),
            "payment_type": "+".join(sorted({hold.kind for hold in paid})),
            "subscription_id": next((hold.pass_id for hold in paid if hold.kind == "subscription"), ""),
            "amount": _amount(paid),
            "created_at": when(ctx, first.created_at),
            "result": f"{rental_state([item.state for item in mine])} ({out}/{len(mine)})",
        }
    )


def _amount(paid: Lines) -> int:
    """Won where a voucher paid, else uses."""
    won = [hold.amount for hold in paid if hold.kind == "voucher"]
    return sum(won) if won else sum(hold.amount for hold in paid)


def _page(_ctx: Context, conn: Connection, after: str, most: int) -> list[str]:
    rental_id, _, product_id = after.partition("/")
    place = {"rental_id": rental_id, "product_id": product_id, "most": most}
    return [sheet_names.of_rented(*row) for row in conn.execute(_PAGE, place)]


TAB = SheetTab(_rows, _page)
