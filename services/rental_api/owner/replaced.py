"""What the owner typed while the system was writing the same row: told apart from the copy that the write made.

In the sheet stands what was written; his cells go to the ledger, and from there into the sheet again.
"""

from collections.abc import Collection, Mapping

from services.rental_api.ledger import sheet_cells, sheet_rows
from services.rental_api.ledger.sheet_cells import Held
from services.rental_api.owner import pins
from services.rental_api.owner.columns import COLUMNS, PIN
from services.rental_api.owner.plain import apply
from services.rental_api.owner.row import OwnerRow
from services.rental_api.rentals.step import Step
from shared.cells import as_text

_DEALT_WITH = "replaced:"
"""Beside a column's name: the last version whose writing over it was dealt with. Told late, an older one is over."""


def take_replaced(one: Step, row: OwnerRow, name: str) -> None:
    """The owner's edit of one column. Raises Refused."""
    held = sheet_cells.of_row(one.conn, *row.name)
    if name != PIN and _is_over(held, row, name):  # a PIN's hash tells itself whether it is old
        return
    if not _is_as_it_was(row, name, held.get(name)):
        _apply(one, row, name)
    _settle(one, row, [name])


def let_stand(one: Step, row: OwnerRow, names: Collection[str]) -> None:
    """Those columns hold what was written, whatever stood there before."""
    held = sheet_cells.of_row(one.conn, *row.name)
    _settle(one, row, [name for name in names if not _is_over(held, row, name)])


def columns_of(row: OwnerRow) -> tuple[list[str], list[str]]:
    """The owner's columns that he had changed, and those that were only written over."""
    wrote = [name for name in COLUMNS.get(row.tab, {}) if name in row.wrote]
    return [name for name in wrote if name in row.cells], [name for name in wrote if name not in row.cells]


def _apply(one: Step, row: OwnerRow, name: str) -> None:
    if name != PIN:
        apply(one, row, name)
    elif pins.is_hash(row.text(PIN)):
        pins.apply_pin(one, row, row.text(PIN))


def _settle(one: Step, row: OwnerRow, names: Collection[str]) -> None:
    dealt_with = {_DEALT_WITH + name: Held(str(row.replaced_by), "") for name in names}
    cells = {name: Held(as_text(row.wrote.get(name)), as_text(row.wrote.get(name))) for name in names}
    sheet_cells.hold(one.conn, *row.name, cells | dealt_with)
    if names:
        sheet_rows.mark(one.conn, *row.name)


def _is_over(held: Mapping[str, Held], row: OwnerRow, name: str) -> bool:
    last = held.get(_DEALT_WITH + name)
    return last is not None and int(last.held) >= (row.replaced_by or 0)


def _is_as_it_was(row: OwnerRow, name: str, held: Held | None) -> bool:
    """A row that was hit instead of another is told whole, with the cells that nobody had touched."""
    return held.held == row.text(name) if held else row.text(name) == ""
