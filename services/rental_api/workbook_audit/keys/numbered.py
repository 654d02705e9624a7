"""Keys that are a number and a check (`731-9f2c01`): as strings, 1000 comes before 999.

Of the numbers with as many digits, those between two strings stand in one row: one range for each length.
"""

import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, func, select

from services.rental_api.ledger import sheet_names
from services.rental_api.ledger.tables import entries, events, passes

_DIGITS = re.compile("[0-9]*")


def booked(conn: Connection, site: str, after: str, upto: str | None, most: int) -> list[str]:
    """Of `voucher_transactions`."""
    rows = _between(conn, (_BOOKED, _LAST_ENTRY), site, after, upto, most)
    return [sheet_names.of_entry(row.entry_id, row.pass_id, row.kind, row.amount, row.created_at) for row in rows]


def logged(conn: Connection, site: str, after: str, upto: str | None, most: int) -> list[str]:
    """Of `event_logs`."""
    rows = _between(conn, (_LOGGED, _LAST_EVENT), site, after, upto, most)
    return [sheet_names.of_event(row.event_id, row.at, row.type, row.details) for row in rows]


def ranges(after: str, upto: str | None, last: int) -> Iterator[tuple[int, int]]:
    """Of the numbers up to `last`, all whose key may be in between, the short ones first. Both ends count."""
    for length in range(1, len(str(last)) + 1):
        low = max(_low(after, length), 10 ** (length - 1))
        high = min(10**length - 1 if upto is None else _high(upto, length), last)
        if low <= high:
            yield low, high


def _low(after: str, length: int) -> int:
    """The first number of so many digits that may come after that key."""
    digits, sign = _parts(after)
    if len(digits) >= length:
        return int(digits[:length])
    return int(digits.ljust(length, "9")) + 1 if sign > "9" else int(digits.ljust(length, "0"))


def _high(upto: str, length: int) -> int:
    """The last one that may come before it."""
    digits, sign = _parts(upto)
    if len(digits) >= length:
        return int(digits[:length])
    return int(digits.ljust(length, "9")) if sign > "9" else int(digits.ljust(length, "0")) - 1


def _parts(key: str) -> tuple[str, str]:
    """The digits a key begins with, and the sign after them."""
    digits = _DIGITS.match(key)[0]  # type: ignore[index] # it always matches
    return digits, key[len(digits) : len(digits) + 1]


def _between(
    conn: Connection, queries: tuple[Select[Any], Select[Any]], site: str, after: str, upto: str | None, most: int
) -> Iterator[Row[Any]]:
    of_numbers, last = queries
    for low, high in ranges(after, upto, conn.execute(last).scalar() or 0):
        values = {"site": site, "low": low, "high": high, "most": most}
        for row in conn.execute(of_numbers, values):
            yield row
            most -= 1
        if most <= 0:
            return


_BOOKED = (
    select(*(entries.c[name] for name in ("entry_id", "pass_id", "kind", "amount", "created_at")))
    .join(passes, passes.c.pass_id == entries.c.pass_id)
    .where(passes.c.site == bindparam("site"), passes.c.kind == "voucher")
    .where(entries.c.entry_id.between(bindparam("low"), bindparam("high")))
    .order_by(entries.c.entry_id)
    .limit(bindparam("most"))
)
_LOGGED = (
    select(events.c.event_id, events.c.at, events.c.type, events.c.details)
    .where(events.c.site == bindparam("site"))
    .where(events.c.event_id.between(bindparam("low"), bindparam("high")))
    .order_by(events.c.event_id)
    .limit(bindparam("most"))
)
_LAST_ENTRY, _LAST_EVENT = select(func.max(entries.c.entry_id)), select(func.max(events.c.event_id))
