"""A balance is the one cell that two hands touch: the owner's change to it is one entry of the ledger."""

from dataclasses import dataclass

from sqlalchemy import Connection

from services.rental_api.desk import correct
from services.rental_api.ledger import passes, sheet_rows
from services.rental_api.ledger.passes import Pass
from services.rental_api.owner import bases, words
from services.rental_api.owner.bases import Found
from services.rental_api.owner.refusal import Refused
from services.rental_api.owner.row import OwnerRow, Stated
from services.rental_api.owner.tell import tell_edit
from services.rental_api.rentals.step import Step
from services.rental_api.rules.owner_balance import why_not

REASON = "owner's sheet"
ANOTHER_STATE = " (시트의 금액은 되돌리기 전의 장부가 적은 것이어서, 그 뒤의 차이를 옮겼습니다)"


@dataclass(frozen=True)
class Balance:
    """A tab's balance column; what is counted in it is called `word` and ends in `unit`."""

    column: str
    word: str
    unit: str


BALANCES = {
    "member_vouchers": Balance("remaining_amount", "금액", "원"),
    "member_passes": Balance("remaining_count", "횟수", "회"),
}


def is_new(conn: Connection, row: OwnerRow, stated: Stated, balance: int | None) -> bool:
    """Whether the ledger has anything to do about it. Reads only; `balance` is the ledger's."""
    found = bases.find(conn, row, stated)
    if found is None:
        return stated.cell != balance
    known = found.known and not found.over
    return not known or found.merge(stated.cell).delta != 0 or bases.is_outlived(conn, row, found)


def is_of_another(conn: Connection, row: OwnerRow) -> bool:
    """Whether a figure stands in the row that was meant for another one, and the ledger does not know of it yet."""
    figure = row.wrote.get(BALANCES[row.tab].column)
    return row.replaced_by is not None and isinstance(figure, int) and not bases.knows(conn, row, row.replaced_by)


def note_figure(one: Step, row: OwnerRow) -> None:
    """The figure that stands in the row by mistake: what the owner does to it counts from there."""
    figure = row.wrote.get(BALANCES[row.tab].column)
    if row.replaced_by is not None and isinstance(figure, int):
        bases.add(one.conn, row, row.replaced_by, figure)


def take_balance(one: Step, row: OwnerRow, stated: Stated) -> Refused | None:
    """Takes over the owner's change. One that cannot be is not taken; the row goes out again with the ledger's figure
    either way, so what is refused is returned, not raised."""
    one_pass = passes.by_id(one.conn, one.ctx.site, row.key, "")
    if one_pass is None:
        return None
    found = bases.find(one.conn, row, stated)
    if found is None:
        return _without_base(one, row, stated, one_pass)
    delta = found.merge(stated.cell).delta
    why = _why_not(one_pass, delta, one.now, BALANCES[row.tab]) if delta else ""
    if not why:
        _take(one, row, stated, found, one_pass)
    if delta or not found.known or bases.is_outlived(one.conn, row, found):
        sheet_rows.mark(one.conn, row.tab, row.key)
    return Refused(BALANCES[row.tab].column, why) if why else None


def _without_base(one: Step, row: OwnerRow, stated: Stated, one_pass: Pass) -> Refused | None:
    if stated.cell == one_pass.balance:
        return None
    sheet_rows.mark(one.conn, row.tab, row.key)
    of = BALANCES[row.tab]
    now = words.amount(one_pass.balance, of.unit)
    return Refused(of.column, f"어느 {of.word}에서 바꿨는지 알 수 없습니다. 다시 적어 주세요 (지금 {now}).")


def _why_not(one_pass: Pass, delta: int, now: int, of: Balance) -> str:
    if one_pass.state(now) == "expired":
        return "기간이 끝난 이용권입니다. 새 줄로 등록해 주세요."
    return why_not(one_pass.balance, delta, of.unit, of.word)


def _take(one: Step, row: OwnerRow, stated: Stated, found: Found, one_pass: Pass) -> None:
    merged, of = found.merge(stated.cell), BALANCES[row.tab]
    bases.take(one.conn, row, found, merged.taken)
    if merged.delta:
        correct(one, row.key, merged.delta, REASON)
        why = "" if found.stranger is None else ANOTHER_STATE
        said = words.moved(merged.delta, of.unit) + why
        tell_edit(one, row, of.column, said, member_id=one_pass.member_id)
