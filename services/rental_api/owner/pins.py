"""A PIN that the owner set in his workbook. It comes hashed, and leaves no trace in any event."""

import re

from services.rental_api.context import Context
from services.rental_api.ledger import members, sheet_cells
from services.rental_api.ledger.sheet_cells import Held
from services.rental_api.ledger.told import was_told
from services.rental_api.owner.columns import COLUMNS, PIN, SET
from services.rental_api.owner.refusal import Refused
from services.rental_api.owner.row import OwnerRow
from services.rental_api.owner.tell import digest_of, tell_edit
from services.rental_api.rentals.step import Step

_HASH = re.compile(r"\$argon2[!-~]{1,190}")
"""What fits the ledger's column."""
TAKEN = Held(SET, SET)
LOST = Held(SET, "")
"""`set` says that there was a PIN once; this ledger does not know it."""


def is_hash(told: str) -> bool:
    return _HASH.fullmatch(told) is not None


def take_pin(one: Step, row: OwnerRow) -> None:
    """Raises Refused: what is no PIN, or a `set` of which the ledger knows no PIN."""
    told = row.text(PIN)
    if is_hash(told):
        apply_pin(one, row, told)
        sheet_cells.hold(one.conn, row.tab, row.key, {PIN: TAKEN})
    elif told == SET:
        raise lost()
    elif told:
        raise Refused(PIN, COLUMNS[row.tab][PIN].must)


def hold_adopted(one: Step, row: OwnerRow) -> None:
    """What stands in the cell of a member who has just become one."""
    told = row.text(PIN)
    held = TAKEN if is_hash(told) else {SET: LOST, "": Held("", "")}.get(told)
    if held and PIN in row.cells:
        sheet_cells.hold(one.conn, row.tab, row.key, {PIN: held})


def lost() -> Refused:
    return Refused(PIN, "PIN을 다시 입력해 주세요.", quiet=True)


def apply_pin(one: Step, row: OwnerRow, told: str) -> None:
    """A hash is taken over once: come back late, it does not replace a newer PIN."""
    digest = pin_digest(one, row, told)
    if not was_told(one.conn, digest):
        members.save(one.conn, one.ctx.site, row.key, {"pin_hash": told}, one.now)
        tell_edit(one, row, PIN, "PIN 변경", digest)


def pin_digest(one: Step, row: OwnerRow, told: str) -> str:
    return digest_of(one, *row.name, PIN, told)


def forgive(ctx: Context, row: OwnerRow) -> None:
    """The owner has helped him: wrong PINs given before count no more."""
    if is_hash(row.text(PIN)):
        ctx.redis.delete(ctx.keys.member_pins(row.key))
