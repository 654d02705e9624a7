"""What the owner's cells of the workbook held when the ledger last took them over, or wrote them.

Whoever moved since is told by it: a cell that holds something else is the owner's edit, a ledger value that is
another is the operator's.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, select

from services.rental_api.ledger.tables import sheet_cells
from services.rental_api.ledger.upsert import DIALECTS, upsert


@dataclass(frozen=True)
class Held:
    """`held` is the cell's text, `value` what the ledger made of it (shared.cells.as_text of both)."""

    held: str
    value: str


_OF_ROW = select(sheet_cells.c.column, sheet_cells.c.held, sheet_cells.c.value).where(
    sheet_cells.c.tab == bindparam("of_tab"), sheet_cells.c.key == bindparam("of_key")
)


def _holding(dialect: str) -> object:
    new = upsert(dialect, sheet_cells)
    now = {"held": new.excluded.held, "value": new.excluded.value}
    return new.on_conflict_do_update(index_elements=["tab", "key", "column"], set_=now)


_FORGET = delete(sheet_cells).where(sheet_cells.c.tab == bindparam("of_tab"))
_HOLD = {dialect: _holding(dialect) for dialect in DIALECTS}


def of_row(conn: Connection, tab: str, key: str) -> dict[str, Held]:
    """By column."""
    rows = conn.execute(_OF_ROW, {"of_tab": tab, "of_key": key})
    return {column: Held(held, value) for column, held, value in rows}


def forget_tab(conn: Connection, tab: str) -> None:
    conn.execute(_FORGET, {"of_tab": tab})


def hold(conn: Connection, tab: str, key: str, cells: Mapping[str, Held]) -> None:
    rows = [
        {"tab": tab, "key": key, "column": column, "held": one.held, "value": one.value}
        for column, one in cells.items()
    ]
    if rows:
        conn.execute(_HOLD[conn.dialect.name], rows)  # type: ignore[call-overload]
