"""What the system wrote into the workbook's balance cells, and how much of the owner's change to it is taken over.

A base is named by its mark: the version of the row it was written with, which stands beside the cell. The owner's
change is the cell minus the base's amount; what was taken before is known here, so a change told twice counts once.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select, update

from services.rental_api.ledger.tables import sheet_bases
from services.rental_api.ledger.upsert import DIALECTS, upsert


@dataclass(frozen=True)
class Base:
    """`amount` and `taken` are uses or won; `confirmed`: the workbook has had it."""

    mark: int
    amount: int
    taken: int
    confirmed: bool


_OF_ROW = (
    select(*(sheet_bases.c[name] for name in Base.__dataclass_fields__))
    .where(sheet_bases.c.tab == bindparam("of_tab"), sheet_bases.c.key == bindparam("of_key"))
    .order_by(sheet_bases.c.mark.desc())
)
_BY_MARK = _OF_ROW.where(sheet_bases.c.mark == bindparam("of_mark"))
_LAST = _OF_ROW.where(sheet_bases.c.confirmed, sheet_bases.c.mark < bindparam("before")).limit(1)
_NEW = {dialect: upsert(dialect, sheet_bases).on_conflict_do_nothing() for dialect in DIALECTS}
_ONE = update(sheet_bases).where(
    sheet_bases.c.tab == bindparam("of_tab"),
    sheet_bases.c.key == bindparam("of_key"),
    sheet_bases.c.mark == bindparam("of_mark"),
)
_TAKE = _ONE.values(taken=bindparam("now_taken"))
_CONFIRM = _ONE.values(confirmed=True)


def add(conn: Connection, tab: str, key: str, mark: int, amount: int) -> None:
    """Before the row is sent with that mark: a base that nobody knows would be taken for another ledger's."""
    conn.execute(_NEW[conn.dialect.name], {"tab": tab, "key": key, "mark": mark, "amount": amount})


def confirm(conn: Connection, tab: str, key: str, mark: int) -> None:
    conn.execute(_CONFIRM, {"of_tab": tab, "of_key": key, "of_mark": mark})


def by_mark(conn: Connection, tab: str, key: str, mark: int) -> Base | None:
    row = conn.execute(_BY_MARK, {"of_tab": tab, "of_key": key, "of_mark": mark}).first()
    return Base(*row) if row else None


def last_confirmed(conn: Connection, tab: str, key: str, before: int) -> Base | None:
    """The newest one that the workbook has had, of those with a mark below `before`."""
    row = conn.execute(_LAST, {"of_tab": tab, "of_key": key, "before": before}).first()
    return Base(*row) if row else None


def take(conn: Connection, tab: str, key: str, mark: int, taken: int) -> None:
    """From now on so much of the owner's change to that base is in the ledger."""
    conn.execute(_TAKE, {"of_tab": tab, "of_key": key, "of_mark": mark, "now_taken": taken})
