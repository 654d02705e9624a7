"""A pass that the owner gives by a new row, or that an older workbook has: under the row's own key, so only once.

A row that the owner has just added is a sale, and brings what a sale brings. One that a system has filled in before
(a replaced Pi, the first F-BOX) is history: it is taken as it stands, also where nothing is left of it.
"""

from typing import Any

from services.rental_api.grants import add_pass, bring_bonus
from services.rental_api.ledger import adopted, bonus, entries, members, passes, sheet_rows
from services.rental_api.owner import bases, days
from services.rental_api.owner.balances import BALANCES, REASON
from services.rental_api.owner.columns import ID, KEYS
from services.rental_api.owner.given import GIVEN, Given, is_history
from services.rental_api.owner.refusal import Notes, Refused, lacking
from services.rental_api.owner.row import OwnerRow
from services.rental_api.owner.tell import tell_new
from services.rental_api.owner.validity import validity
from services.rental_api.rentals.settle import tell_of_bonus
from services.rental_api.rentals.step import Step


def adopt(one: Step, row: OwnerRow) -> Notes:
    """Raises Refused."""
    if passes.by_id(one.conn, one.ctx.site, row.key, ""):
        raise Refused(KEYS[row.tab], "다른 종류의 이용권이 쓰는 번호입니다. 다른 번호를 적어 주세요.")
    member_id = _member(one, row)
    given = GIVEN[row.tab](one, row)
    parent_id = _parent(one, row, member_id)
    _add(one, row, member_id, given, parent_id)
    if parent_id:
        _begin_bonus(one, parent_id)
    elif given.sold and not is_history(row):
        bring_bonus(one, member_id, row.key, given.sold)
    if row.tab in BALANCES:
        bases.adopt(one.conn, row, row.balance.mark if row.balance else None, given.left)
    sheet_rows.mark(one.conn, row.tab, row.key)
    tell_new(one, row, KEYS[row.tab], f"회원 {member_id}", given.worth, member_id=member_id)
    return {}


def _member(one: Step, row: OwnerRow) -> str:
    member_id = row.text("member_id")
    if not member_id:
        raise lacking("member_id", "회원 번호를")
    if not ID.fullmatch(member_id) or members.by_id(one.conn, one.ctx.site, member_id) is None:
        raise Refused("member_id", "이런 회원이 없습니다. members 탭을 확인해 주세요.", quiet=True)
    return member_id


def _parent(one: Step, row: OwnerRow, member_id: str) -> str | None:
    """The voucher that this one came with as a bonus."""
    parent_id = row.text("parent_voucher_id")
    if not parent_id:
        return None
    found = passes.by_id(one.conn, one.ctx.site, parent_id, "") if ID.fullmatch(parent_id) else None
    if found is None or (found.kind, found.member_id) != ("voucher", member_id):
        raise Refused("parent_voucher_id", "이 회원에게 이런 금액권이 없습니다. 확인해 주세요.", quiet=True)
    return parent_id


def _add(one: Step, row: OwnerRow, member_id: str, given: Given, parent_id: str | None) -> None:
    waits = parent_id is not None and row.text("status") == "pending"
    begins, ends = validity(row, one.ctx.settings.zone, one.now, None if waits or is_history(row) else given.lasts)
    what = given.what | _waiting(given, parent_id, waits)
    add_pass(one, row.key, member_id, what, given.first, (begins, None if waits else ends), REASON)
    if given.left != given.first:
        entries.post(one.conn, row.key, "adjust", given.left - given.first, one.now, reason=REASON)
    created = days.since(row.text("created_at"), one.ctx.settings.zone, one.now)
    adopted.backdate(one.conn, row.key, created)


def _waiting(given: Given, parent_id: str | None, waits: bool) -> dict[str, Any]:
    """A bonus runs for its own days from when it begins."""
    if parent_id is None:
        return {}
    return {"parent_pass_id": parent_id} | ({"status": "pending", "validity_days": given.lasts} if waits else {})


def _begin_bonus(one: Step, parent_id: str) -> None:
    """What waits for a parent that is spent waits no longer."""
    tell_of_bonus(one, bonus.begin(one.conn, parent_id, one.now))
