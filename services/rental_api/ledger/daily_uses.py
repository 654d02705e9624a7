"""What a subscription has given on a Korean day, by category. The database refuses more than the day's limit."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from services.rental_api.ledger import sheet_names, sheet_rows
from services.rental_api.ledger.tables import daily_uses
from services.rental_api.ledger.upsert import DIALECTS, upsert

_USED = select(daily_uses.c.pass_id, daily_uses.c.category, daily_uses.c.used).where(
    daily_uses.c.day == bindparam("day"), daily_uses.c.pass_id.in_(bindparam("passes", expanding=True))
)
_LEFT = daily_uses.c.daily_limit - daily_uses.c.used
_ROW = {
    dialect: upsert(dialect, daily_uses).on_conflict_do_nothing(index_elements=["pass_id", "day", "category"])
    for dialect in DIALECTS
}
_MOVE = (
    update(daily_uses)
    .where(
        daily_uses.c.pass_id == bindparam("which"),
        daily_uses.c.day == bindparam("on"),
        daily_uses.c.category == bindparam("what"),
    )
    .values(used=daily_uses.c.used - bindparam("moved"))
    .returning(_LEFT)
)


@dataclass(frozen=True)
class Day:
    """The Korean day (`2026-11-23`) and the category that a use belongs to."""

    day: str
    category: str


def columns(day: Day | None) -> dict[str, str | None]:
    """The two columns of a hold or an entry."""
    return {"day": day.day if day else None, "category": day.category if day else None}


def of_passes(conn: Connection, pass_ids: Collection[str], day: str) -> dict[str, dict[str, int]]:
    """Uses by pass and category on that day."""
    used: dict[str, dict[str, int]] = defaultdict(dict)
    for pass_id, category, count in conn.execute(_USED, {"passes": list(pass_ids), "day": day}):
        used[pass_id][category] = count
    return used


def open_day(conn: Connection, pass_id: str, day: Day, limit: int) -> None:
    """The row of that day, with the limit as it was sold; leaves one that is there."""
    row = {"pass_id": pass_id, "day": day.day, "category": day.category, "used": 0, "daily_limit": limit}
    conn.execute(_ROW[conn.dialect.name], row)


def move(conn: Connection, pass_id: str, day: Day, amount: int) -> int:
    """Takes (amount < 0) or gives back uses; returns what is left that day. IntegrityError beyond the limit."""
    values = {"which": pass_id, "on": day.day, "what": day.category, "moved": amount}
    left = int(conn.execute(_MOVE, values).scalar_one())
    sheet_rows.mark(conn, "subscription_usage", sheet_names.of_usage(pass_id, day.day, day.category))
    return left
