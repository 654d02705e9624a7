"""The columns that are the owner's alone: a cell that holds something else than it last did is his edit."""

from collections.abc import Collection, Mapping

from services.rental_api import sheet_values
from services.rental_api.ledger import sheet_cells, sheet_rows
from services.rental_api.ledger.sheet_cells import Held
from services.rental_api.owner import words
from services.rental_api.owner.columns import COLUMNS, PIN, Column
from services.rental_api.owner.refusal import Refused
from services.rental_api.owner.row import Cells, OwnerRow
from services.rental_api.owner.tell import tell_edit
from services.rental_api.owner.write import WRITES
from services.rental_api.rentals.step import Step
from shared.cells import Readable, as_text


def ledgers(one: Step, row: OwnerRow) -> Cells:
    """The owner's cells as the ledger has them; blank where it knows no such row (a setting never set)."""
    found = sheet_values.read(one.ctx, one.conn, row.tab, [row.key])
    return found[row.key].owner if row.key in found else dict.fromkeys(COLUMNS[row.tab], "")


def nothing_new(name: str, column: Column, cell: Readable, held: Held | None, now: Readable) -> Held | None:
    """What to hold where the cell only says what the ledger has, or nothing yet; None where it is an edit.

    A blank that never held anything is filled in from the ledger, and so is a PIN that was wiped away.
    """
    if as_text(cell) == "" and (held is None or name == PIN):
        return Held("", "")
    try:
        meant = as_text(column.parse(cell))
    except ValueError:
        return None
    return Held(as_text(cell), meant) if meant == as_text(now) else None


def hold_quietly(one: Step, row: OwnerRow, columns: Collection[str]) -> list[str]:
    """Holds what is nothing new; returns the columns that have become an edit meanwhile."""
    now, held = ledgers(one, row), sheet_cells.of_row(one.conn, *row.name)
    found = {
        name: nothing_new(name, COLUMNS[row.tab][name], row.cells[name], held.get(name), now[name])
        for name in columns
    }
    hold(one, row, {name: cell for name, cell in found.items() if cell}, now)
    return [name for name, cell in found.items() if cell is None]


def hold(one: Step, row: OwnerRow, cells: Mapping[str, Held], now: Cells) -> None:
    """From now on the sheet's cells are those; a row where the ledger has something else is sent to it."""
    sheet_cells.hold(one.conn, row.tab, row.key, cells)
    if any(cell.value != as_text(now[name]) for name, cell in cells.items()):
        sheet_rows.mark(one.conn, row.tab, row.key)


def hold_adopted(one: Step, row: OwnerRow) -> None:
    """The cells that a row was adopted with; what he left blank is filled in from the ledger."""
    now = ledgers(one, row)
    texts = {name: row.text(name) for name in COLUMNS.get(row.tab, {}) if name in row.cells and name != PIN}
    hold(one, row, {name: Held(text, as_text(now[name]) if text else "") for name, text in texts.items()}, now)


def take_column(one: Step, row: OwnerRow, name: str) -> None:
    """The owner's edit of one column. Raises Refused."""
    held = sheet_cells.of_row(one.conn, *row.name).get(name)
    if held is None or held.held != row.text(name):
        apply(one, row, name)
        now = as_text(ledgers(one, row)[name])
        sheet_cells.hold(one.conn, row.tab, row.key, {name: Held(row.text(name), now)})


def apply(one: Step, row: OwnerRow, name: str) -> None:
    """Sets the ledger's column to what the cell means, and says so; nothing where it has that already."""
    column, before = COLUMNS[row.tab][name], ledgers(one, row)[name]
    try:
        value = column.parse(row.cells[name])
        if as_text(value) != as_text(before):
            WRITES[row.tab](one, row.key, name, value)
            tell_edit(one, row, name, words.change(column.word, column.unit, before, value))
    except ValueError:
        raise Refused(name, column.must) from None
