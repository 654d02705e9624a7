"""What a row of the workbook is made of, and what each tab knows how to do."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, select

from services.rental_api.context import Context
from shared.clock import local_text

Cell = str | int | bool
Cells = Mapping[str, Cell]
"""By column; the columns' names are those of services/sheets_sync/tabs.py."""
Found = Row[*tuple[Any, ...]]


@dataclass(frozen=True)
class SheetRow:
    """A row as the ledger has it.

    `system`: the cells that are the system's to write, those of a new row and the balance among them. `owner`: what
    stands in the owner's. `balance`: the figure that both may change, won or uses; None where there is none.
    """

    system: Cells
    owner: Cells = field(default_factory=dict)
    balance: int | None = None


Rows = Callable[[Context, Connection, Collection[str]], dict[str, SheetRow]]
Page = Callable[[Context, Connection, str, int], list[str]]


@dataclass(frozen=True)
class SheetTab:
    """`rows`: by key, those that the ledger has. `page`: at most so many keys of all there are, in the ledger's own
    order; those after the given one, from the first on where that is blank."""

    rows: Rows
    page: Page


def paged(column: ColumnElement[str], *where: ColumnElement[bool]) -> Page:
    """The page of a tab whose keys are one column. The site is the condition's, under `:site`."""
    query = select(column).where(column > bindparam("after"), *where).order_by(column).limit(bindparam("most"))

    def page(ctx: Context, conn: Connection, after: str, most: int) -> list[str]:
        return list(conn.execute(query, {"site": ctx.site, "after": after, "most": most}).scalars())

    return page


def when(ctx: Context, ms: int | None) -> str:
    """`2026-11-23 15:00:00` in the gym's time; blank for never."""
    return local_text(ms, ctx.settings.zone)
