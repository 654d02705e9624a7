"""What of the owner's rows is new to the ledger. Reads only: most rows are stated again just to be sure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from services.rental_api import sheet_values
from services.rental_api.context import Context
from services.rental_api.ledger import sheet_cells
from services.rental_api.ledger.sheet_cells import Held
from services.rental_api.owner import balances
from services.rental_api.owner.balances import BALANCES
from services.rental_api.owner.columns import COLUMNS, ID, KEYS, PIN, SET
from services.rental_api.owner.parse import text
from services.rental_api.owner.plain import nothing_new
from services.rental_api.owner.refusal import Refused
from services.rental_api.owner.row import Cells, OwnerRow
from services.rental_api.sheet_values.row import SheetRow

SETTINGS = "config"
LONGEST_SETTING = 80


@dataclass
class Seen:
    """A row with what is to be done about it: nothing, where all of this is empty.

    `refused`: it cannot be a row of the ledger. `unknown`: the ledger has no such row. `edits`: columns to be taken
    over. `quiet`: columns that say nothing new, to be held. `balance`: there is something to do about it.
    `of_another`: the balance that stands in the row was meant for another one.
    """

    row: OwnerRow
    refused: Refused | None = None
    unknown: bool = False
    edits: list[str] = field(default_factory=list)
    quiet: list[str] = field(default_factory=list)
    balance: bool = False
    of_another: bool = False


def look(ctx: Context, conn: Connection, rows: Sequence[OwnerRow]) -> list[Seen]:
    """In the rows' order. A tab in which the owner has nothing to say has nothing new."""
    refused = {row.name: misnamed(row) for row in rows if row.tab in KEYS}
    known = _read(ctx, conn, [row for row in rows if row.tab in KEYS and refused[row.name] is None])
    return [_look(conn, row, refused.get(row.name), known.get(row.name)) for row in rows]


def misnamed(row: OwnerRow) -> Refused | None:
    """Why the ledger can have no row of that name."""
    if row.tab != SETTINGS:
        how = "영문자, 숫자, -, _ 로 40자까지 적어 주세요."
        return None if ID.fullmatch(row.key) else Refused(KEYS[row.tab], how, quiet=True)
    try:
        fits = 0 < len(text(row.key)) <= LONGEST_SETTING
    except ValueError:
        fits = False
    return None if fits else Refused(KEYS[row.tab], f"{LONGEST_SETTING}자까지 적을 수 있습니다.", quiet=True)


def _read(ctx: Context, conn: Connection, rows: Iterable[OwnerRow]) -> Mapping[tuple[str, str], SheetRow]:
    keys: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        keys[row.tab].append(row.key)
    return {(tab, key): row for tab in keys for key, row in sheet_values.read(ctx, conn, tab, keys[tab]).items()}


def _look(conn: Connection, row: OwnerRow, refused: Refused | None, known: SheetRow | None) -> Seen:
    if row.tab not in KEYS or refused:
        return Seen(row, refused)
    if known is None and row.tab == SETTINGS:
        known = SheetRow({}, dict.fromkeys(COLUMNS[SETTINGS], ""))
    if known is None:
        return Seen(row, unknown=True)
    seen = Seen(row)
    if row.tab in COLUMNS:
        _look_at_cells(seen, known.owner, sheet_cells.of_row(conn, *row.name))
    if row.tab in BALANCES:
        seen.balance = row.balance is not None and balances.is_new(conn, row, row.balance, known.balance)
        seen.of_another = balances.is_of_another(conn, row)
    return seen


def _look_at_cells(seen: Seen, now: Cells, held: Mapping[str, Held]) -> None:
    for name, column in COLUMNS[seen.row.tab].items():
        if name not in seen.row.cells or _is_held(name, seen.row, held.get(name), now):
            continue
        quiet = nothing_new(name, column, seen.row.cells[name], held.get(name), now[name])
        (seen.quiet if quiet else seen.edits).append(name)


def _is_held(name: str, row: OwnerRow, held: Held | None, now: Cells) -> bool:
    """`set` without a PIN is asked for as long as it stands there."""
    is_lost = name == PIN and row.text(name) == SET and now[name] == ""
    return held is not None and held.held == row.text(name) and not is_lost
