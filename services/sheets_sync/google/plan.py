"""One write as the requests of one batchUpdate. Pure but for the ids and numbers that are drawn."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.sheets_sync.google.box import BOX, Box
from services.sheets_sync.google.cells import Place
from services.sheets_sync.google.grids import Grid, Grids, unused_id
from services.sheets_sync.google.header import Header, noted
from services.sheets_sync.google.journal import Journal, pieces
from services.sheets_sync.google.making import BOX_SIZE, new_box
from services.sheets_sync.google.orders import Order, append, clear_rows, copy, fill_row, grow, put
from services.sheets_sync.google.remote import payload
from services.sheets_sync.tabs import NOTE, TABS
from services.sheets_sync.workbook import Batch, Cell, Edit

SPARE_ROWS = 100
MOST_BYTES = 1_800_000
"""Google advises against more than 2 MB a call."""


@dataclass(frozen=True)
class Known:
    """What the last reading left: tabs, their headers, the journal."""

    grids: Grids
    headers: Mapping[str, Header]
    box: Box

    def place(self, tab: str) -> tuple[Grid, Header] | None:
        """None where there is no such tab, or none that was read."""
        grid, header = self.grids.get(tab), self.headers.get(tab)
        return (grid, header) if grid and header else None


@dataclass(frozen=True)
class Plan:
    """`edits` are done with it; `rows` of the journal are filled by it."""

    orders: list[Order]
    edits: Sequence[Edit]
    rows: set[int]


def fitting(batch: Batch, known: Known, email: str, new_id: Callable[[], str]) -> Plan:
    """With as many of the edits as one call may hold, from the first on. Those of tabs that were not read, or are not
    there, are left out."""
    edits = [edit for edit in batch.edits if known.place(edit.tab)]
    while True:
        plan = _plan(batch, edits, known, email, new_id)
        size = len(payload(plan.orders))
        if size <= MOST_BYTES or len(edits) <= 1:
            return plan
        edits = edits[: max(1, int(len(edits) * 0.9 * MOST_BYTES / size))]


def _plan(batch: Batch, edits: Sequence[Edit], known: Known, email: str, new_id: Callable[[], str]) -> Plan:
    journal = _journal(edits, known, new_id)
    forgotten = known.box.rows_without(batch.seen)
    memory = [] if batch.memory is None else pieces(batch.memory)
    boxed: list[Order] = []
    if forgotten or journal.rows or memory:
        grid, making = _box(known, email)
        boxed = [
            *making,
            *_room(grid, max(journal.rows, default=0) + 1, max(journal.width, len(memory))),
            *clear_rows(grid.id, forgotten),
            *copy(journal.copies, grid.id),
            *put(grid.id, journal.cells),
        ]
        boxed += [fill_row(grid.id, 0, memory)] if memory else []
    return Plan([*boxed, *_written(edits, known), *_notes(batch.notes, known)], edits, journal.rows)


def _journal(edits: Sequence[Edit], known: Known, new_id: Callable[[], str]) -> Journal:
    """Rows that lie together come together: fewer requests."""
    journal = Journal(known.box.free_rows(), new_id)
    guarded = [(edit, edit.line) for edit in edits if edit.guarded and edit.line]
    for edit, line in sorted(guarded, key=lambda pair: (pair[0].tab, pair[1].at)):
        place = known.place(edit.tab)
        if place and any(place[1].at(name) is not None for name in edit.cells):
            journal.add(edit, line, TABS[edit.tab], place[0].id, place[1])
    return journal


def _box(known: Known, email: str) -> tuple[Grid, list[Order]]:
    """Made again where the owner has thrown it away."""
    grid = known.grids.get(BOX)
    if grid:
        return grid, []
    made = Grid(unused_id(known.grids.ids), *BOX_SIZE)
    return made, [*new_box(made.id, email, BOX_SIZE)]


def _room(grid: Grid, rows: int, columns: int) -> Iterator[Order]:
    if rows > grid.rows:
        yield grow(grid.id, "ROWS", rows - grid.rows + SPARE_ROWS)
    if columns > grid.columns:
        yield grow(grid.id, "COLUMNS", columns - grid.columns)


def _written(edits: Sequence[Edit], known: Known) -> Iterator[Order]:
    """Cells of rows that are there, then new rows; a cell whose column is gone has no place."""
    for tab in dict.fromkeys(edit.tab for edit in edits):
        place = known.place(tab)
        if place:
            grid, header = place
            of_tab = [edit for edit in edits if edit.tab == tab]
            yield from put(grid.id, dict(_cells(of_tab, header)))
            rows = [_row(edit, header) for edit in of_tab if edit.line is None]
            if rows:
                yield append(grid.id, rows)


def _cells(edits: Sequence[Edit], header: Header) -> Iterator[tuple[Place, Cell]]:
    for edit in edits:
        for name, cell in edit.cells.items() if edit.line else ():
            at = header.at(name)
            if edit.line and at is not None:
                yield (edit.line.at + 1, at), cell


def _row(edit: Edit, header: Header) -> list[Cell | None]:
    at = {header.at(name): cell for name, cell in edit.cells.items()}
    return [at.get(place) for place in range(header.width)]


def _notes(notes: Mapping[str, str], known: Known) -> Iterator[Order]:
    for tab, text in notes.items():
        place = known.place(tab)
        at = place[1].at(NOTE) if place else None
        if place and at is not None:
            yield from put(place[0].id, {(0, at): noted(text)})
