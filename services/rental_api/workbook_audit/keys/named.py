"""Keys that are text in the ledger, or begin with one."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, or_, select

from services.rental_api.ledger import sheet_names
from services.rental_api.ledger.tables import daily_uses, items, passes
from services.rental_api.ledger.upsert import DIALECTS

END = "\U0010ffff"
"""Behind every text."""
SLASH, BEHIND_SLASH = "/", "0"
RENTAL = "rnt_"
RENTAL_DIGITS = 16
"""`rnt_` and hex digits (ledger/ids.py): so any database's own order of them is the plain one."""

Ask = Callable[[Connection, str, str, str | None, int], list[str]]


def named(column: ColumnElement[str], site: ColumnElement[str], *where: ColumnElement[bool]) -> Ask:
    """Of a tab whose keys are one column."""
    queries = {dialect: _named(_plain(column, dialect), site, where) for dialect in DIALECTS}

    def ask(conn: Connection, of_site: str, after: str, upto: str | None, most: int) -> list[str]:
        values = {"site": of_site, "after": after, "upto": END if upto is None else upto, "most": most}
        return [key for (key,) in conn.execute(queries[conn.dialect.name], values)]

    return ask


def used(conn: Connection, site: str, after: str, upto: str | None, most: int) -> list[str]:
    """Of `subscription_usage`.

    A slash is behind the hyphen: `V1-2/…` comes before `V1/…`, although `V1` comes before `V1-2`.
    """
    first = after.partition(SLASH)[0]
    last = END if upto is None else upto.partition(SLASH)[0] + BEHIND_SLASH
    shorter = [first[:length] for length in range(1, len(first))]
    values = {"site": site, "first": first, "last": last, "shorter": shorter, "most": most}
    return [sheet_names.of_usage(*row) for row in conn.execute(_USED[conn.dialect.name], values)]


def rented(conn: Connection, _site: str, after: str, upto: str | None, most: int) -> list[str]:
    """Of `rental_history`, those of which something is still to come among them, and those of other sites: asking
    rentals for theirs would have SQLite read them all."""
    last = RENTAL + "f" * RENTAL_DIGITS if upto is None else _rental_at(upto, "f")
    values = {"first": _rental_at(after, "0"), "last": last, "most": most}
    return [sheet_names.of_rented(*row) for row in conn.execute(_RENTED, values)]


def _rental_at(key: str, fill: str) -> str:
    """The first (`fill` 0) or last (f) rental id that can be where the key is, whatever the owner made of it."""
    found = re.match(f"{RENTAL}([0-9a-f]{{0,{RENTAL_DIGITS}}})", key)
    digits = found[1] if found else ""
    if not found and not key.startswith(RENTAL):
        fill = "0" if key < RENTAL else "f"
    return RENTAL + digits.ljust(RENTAL_DIGITS, fill)


def _plain(column: ColumnElement[str], dialect: str) -> ColumnElement[str]:
    """SQLite orders text by its bytes; PostgreSQL by its language, unless it is told not to."""
    return column.collate("C") if dialect == "postgresql" else column


def _named(
    column: ColumnElement[str], site: ColumnElement[str], where: tuple[ColumnElement[bool], ...]
) -> Select[Any]:
    inside = (column > bindparam("after"), column <= bindparam("upto"))
    query = select(column).where(site == bindparam("site"), *inside, *where)
    return query.order_by(column).limit(bindparam("most"))


def _used(dialect: str) -> Select[Any]:
    pass_id = _plain(daily_uses.c.pass_id, dialect)
    inside = (pass_id >= bindparam("first")) & (pass_id < bindparam("last"))
    return (
        select(daily_uses.c.pass_id, daily_uses.c.day, daily_uses.c.category)
        .join(passes, passes.c.pass_id == daily_uses.c.pass_id)
        .where(passes.c.site == bindparam("site"))
        .where(or_(inside, daily_uses.c.pass_id.in_(bindparam("shorter", expanding=True))))
        .order_by(daily_uses.c.pass_id, daily_uses.c.day, daily_uses.c.category)
        .limit(bindparam("most"))
    )


_USED = {dialect: _used(dialect) for dialect in DIALECTS}
_RENTED = (
    select(items.c.rental_id, items.c.product_id)
    .distinct()
    .where(items.c.rental_id.between(bindparam("first"), bindparam("last")))
    .order_by(items.c.rental_id, items.c.product_id)
    .limit(bindparam("most"))
)
