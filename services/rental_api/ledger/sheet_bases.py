"""What the system wrote into the workbook's balance cells, and how much of the owner's change to it is taken over.

A base is named by its mark: the version of the row it was written with, which stands beside the cell. The owner's
change is the cell minus the base's amount; what was taken before is known here, so a change told twice counts once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, exists, select, update

from services.rental_api.ledger.sheet_rows import Changed
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
_THIS = (
    sheet_bases.c.tab == bindparam("of_tab"),
    sheet_bases.c.key == bindparam("of_key"),
    sheet_bases.c.mark == bindparam("of_mark"),
)
_TAKE = update(sheet_bases).where(*_THIS).values(taken=bindparam("now_taken"))
_CONFIRM = update(sheet_bases).where(*_THIS).values(confirmed=True)
_FORGET = delete(sheet_bases).where(*_THIS)
_newer = sheet_bases.alias("newer")
_OUTLIVED = (
    select(sheet_bases.c.tab, sheet_bases.c.key, sheet_bases.c.mark)
    .where(
        sheet_bases.c.mark < bindparam("before"),
        exists().where(
            _newer.c.tab == sheet_bases.c.tab,
            _newer.c.key == sheet_bases.c.key,
            _newer.c.mark > sheet_bases.c.mark,
            _newer.c.mark < bindparam("before"),
            _newer.c.confirmed,
        ),
    )
    .limit(bindparam("most"))
)


def add(conn: Connection, tab: str, key: str, mark: int, amount: int) -> None:
    """One base of a row (add_all)."""
    add_all(conn, [(Changed(tab, key, mark), amount)])


def add_all(conn: Connection, bases: Sequence[tuple[Changed, int]]) -> None:
    """Before the rows are sent with those versions as their marks: a base that nobody knows would be taken for
    another ledger's."""
    rows = [{"tab": row.tab, "key": row.key, "mark": row.version, "amount": amount} for row, amount in bases]
    if rows:
        conn.execute(_NEW[conn.dialect.name], rows)


def confirm(conn: Connection, tab: str, key: str, mark: int) -> None:
    """One row (confirm_all)."""
    confirm_all(conn, [Changed(tab, key, mark)])


def confirm_all(conn: Connection, rows: Sequence[Changed]) -> None:
    """The workbook has had these rows."""
    if rows:
        conn.execute(_CONFIRM, [_this(row) for row in rows])


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


def outlived(conn: Connection, before: int, limit: int) -> list[Changed]:
    """Bases that the workbook has had another after before that time (UTC us): no cell counts from them any more."""
    return [Changed(*row) for row in conn.execute(_OUTLIVED, {"before": before, "most": limit})]


def forget(conn: Connection, rows: Sequence[Changed]) -> None:
    if rows:
        conn.execute(_FORGET, [_this(row) for row in rows])


def _this(row: Changed) -> dict[str, str | int]:
    return {"of_tab": row.tab, "of_key": row.key, "of_mark": row.version}
