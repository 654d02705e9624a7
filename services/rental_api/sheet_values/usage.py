"""The tab `subscription_usage`: how much a subscription has given on a day, by category."""

from collections.abc import Collection

from sqlalchemy import Connection, bindparam, select, tuple_

from services.rental_api.context import Context
from services.rental_api.ledger import sheet_names
from services.rental_api.ledger.tables import daily_uses, passes
from services.rental_api.sheet_values.row import Found, SheetRow, SheetTab

_NAME = (daily_uses.c.pass_id, daily_uses.c.day, daily_uses.c.category)
_USES = (
    select(*_NAME, daily_uses.c.used, passes.c.member_id)
    .join(passes, passes.c.pass_id == daily_uses.c.pass_id)
    .where(passes.c.site == bindparam("site"))
)
_OF_PASSES = _USES.where(
    daily_uses.c.pass_id.in_(bindparam("pass_ids", expanding=True)),
    daily_uses.c.day.in_(bindparam("days", expanding=True)),
)
_PAGE = (
    _USES.where(tuple_(*_NAME) > tuple_(bindparam("pass_id"), bindparam("day"), bindparam("category")))
    .order_by(*_NAME)
    .limit(bindparam("most"))
)


def _rows(ctx: Context, conn: Connection, keys: Collection[str]) -> dict[str, SheetRow]:
    names = [_parts(key) for key in keys]
    asked = {"pass_ids": list({name[0] for name in names}), "days": list({name[1] for name in names})}
    found = {_key(row): row for row in conn.execute(_OF_PASSES, {"site": ctx.site, **asked})}
    return {key: _row(key, found[key]) for key in keys if key in found}


def _row(key: str, uses: Found) -> SheetRow:
    return SheetRow(
        {
            "id": key,
            "subscription_id": uses.pass_id,
            "member_id": uses.member_id,
            "usage_date": uses.day,
            "category": uses.category,
            "used_count": uses.used,
        }
    )


def _page(ctx: Context, conn: Connection, after: str, most: int) -> list[str]:
    place = dict(zip(("pass_id", "day", "category"), _parts(after), strict=True))
    return [_key(row) for row in conn.execute(_PAGE, {"site": ctx.site, "most": most, **place})]


def _parts(key: str) -> tuple[str, str, str]:
    pass_id, day, category = (*key.split("/"), "", "")[:3]
    return pass_id, day, category


def _key(uses: Found) -> str:
    return sheet_names.of_usage(uses.pass_id, uses.day, uses.category)


TAB = SheetTab(_rows, _page)
