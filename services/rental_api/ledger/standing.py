"""How many of what is open the ledger has now."""

from sqlalchemy import Connection, func, select

from services.rental_api.ledger.rentals import OPEN
from services.rental_api.ledger.tables import IS_OPEN, IS_WAITING, claims, holds, items, outbox, sheet_rows

_ITEMS = select(items.c.state, func.count()).where(IS_OPEN).group_by(items.c.state)
_HOLDS = select(func.count()).select_from(items.join(holds, holds.c.item_id == items.c.item_id)).where(IS_OPEN)
_CLAIMS = select(func.count()).select_from(claims).where(IS_WAITING)
_ROWS = select(func.count()).select_from(sheet_rows)
_LETTERS = select(func.count(), func.min(outbox.c.created_at))


def open_items(conn: Connection) -> dict[str, int]:
    """By state: every state that an open garment may have."""
    return dict.fromkeys(OPEN, 0) | dict(conn.execute(_ITEMS).all())


def open_holds(conn: Connection) -> int:
    return int(conn.execute(_HOLDS).scalar_one())


def waiting_claims(conn: Connection) -> int:
    return int(conn.execute(_CLAIMS).scalar_one())


def rows_for_the_workbook(conn: Connection) -> int:
    return int(conn.execute(_ROWS).scalar_one())


def outbox_letters(conn: Connection) -> tuple[int, int | None]:
    """How many, and when the oldest was written (UTC ms)."""
    count, oldest = conn.execute(_LETTERS).one()
    return int(count), oldest
