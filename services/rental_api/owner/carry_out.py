"""Does what is to be done about a row: each column in a transaction of its own."""

from functools import partial

from services.rental_api.context import Context
from services.rental_api.owner import pins
from services.rental_api.owner.adopt import adopt
from services.rental_api.owner.attempt import attempt
from services.rental_api.owner.balances import note_figure, take_balance
from services.rental_api.owner.columns import KEYS, PIN
from services.rental_api.owner.look import Seen, look
from services.rental_api.owner.plain import take_column
from services.rental_api.owner.refusal import Notes
from services.rental_api.owner.replaced import columns_of, let_stand, take_replaced
from services.rental_api.owner.row import OwnerRow, Stated
from services.rental_api.owner.tell import tell_refusal
from services.rental_api.rentals.step import Step


def carry_out(ctx: Context, seen: Seen) -> Notes:
    """The notes on the row. One that was replaced and that the ledger does not know is nobody's any more."""
    if seen.refused:
        return seen.refused.notes
    if seen.row.replaced_by is not None:
        return {} if seen.unknown else _take_replaced(ctx, seen.row) | _take_balance(ctx, seen)
    if seen.unknown:
        return _adopt(ctx, seen.row)
    notes: Notes = {}
    for name in seen.edits:
        notes |= _take_column(ctx, seen.row, name)
    return notes | _take_balance(ctx, seen)


def _adopt(ctx: Context, row: OwnerRow) -> Notes:
    """A row that came to be known between the look and the transaction is looked at again."""
    met: list[Seen] = []

    def do(one: Step) -> Notes:
        [seen] = look(ctx, one.conn, [row])
        met.extend([] if seen.unknown else [seen])
        return {} if met else adopt(one, row)

    notes = attempt(ctx, row, KEYS[row.tab], do)
    return carry_out(ctx, met[0]) if met else notes


def _take_column(ctx: Context, row: OwnerRow, name: str) -> Notes:
    if name != PIN:
        return attempt(ctx, row, name, partial(take_column, row=row, name=name))
    notes = attempt(ctx, row, PIN, partial(pins.take_pin, row=row))
    pins.forgive(ctx, row)
    return notes


def _take_replaced(ctx: Context, row: OwnerRow) -> Notes:
    """What is refused is known by its event alone: in the sheet stands what was written."""
    notes: Notes = {}
    changed, let_be = columns_of(row)
    for name in changed:
        notes |= attempt(ctx, row, name, partial(take_replaced, row=row, name=name))
    let_be += notes.keys()
    if let_be:
        attempt(ctx, row, KEYS[row.tab], partial(let_stand, row=row, names=let_be))
    pins.forgive(ctx, row)
    return notes


def _take_balance(ctx: Context, seen: Seen) -> Notes:
    stated = seen.row.balance
    if seen.of_another:
        attempt(ctx, seen.row, KEYS[seen.row.tab], partial(note_figure, row=seen.row))
    if stated is None or not seen.balance:
        return {}
    return attempt(ctx, seen.row, KEYS[seen.row.tab], partial(_balance, row=seen.row, stated=stated))


def _balance(one: Step, row: OwnerRow, stated: Stated) -> Notes:
    refused = take_balance(one, row, stated)
    if refused is None:
        return {}
    tell_refusal(one, row, refused, f"{stated.mark} {stated.cell}")
    return refused.notes
