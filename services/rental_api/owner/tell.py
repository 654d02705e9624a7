"""Events about what the owner did in his workbook."""

from hashlib import sha256

from services.rental_api.ledger import events
from services.rental_api.ledger.told import was_told
from services.rental_api.owner import words
from services.rental_api.owner.refusal import Refused
from services.rental_api.owner.row import OwnerRow
from services.rental_api.rentals.step import Step

EDIT = "owner_edit"
REFUSED = "owner_edit_refused"
LONGEST_ID = 40


def tell_edit(
    one: Step, row: OwnerRow, column: str, said: str, digest: str | None = None, member_id: str | None = None
) -> None:
    """`said` follows the row's name: `owner: 회원 A001, 이름 김하늘 → 김바다`."""
    text = f"{words.row(row.tab, row.key)}, {said}"
    _record(one, row, EDIT, "info", column, text, digest, _about(row, member_id))


def tell_new(
    one: Step, row: OwnerRow, column: str, *said: str, digest: str | None = None, member_id: str | None = None
) -> None:
    """`owner: 새 금액권 V1a2b3c4d, 회원 A001, 30,000원`."""
    text = ", ".join([f"owner: 새 {words.NOUNS[row.tab]} {words.clip(row.key)}", *said])
    _record(one, row, EDIT, "info", column, text, digest, _about(row, member_id))


def tell_refusal(one: Step, row: OwnerRow, refused: Refused, what: str) -> None:
    """Once for the same `what` in the same cell, however often it is stated."""
    digest = digest_of(one, REFUSED, *row.name, refused.column, what)
    if not was_told(one.conn, digest):
        text = f"{words.row(row.tab, row.key)}, {refused.note}"
        _record(one, row, REFUSED, "warning", refused.column, text, digest, _about(row, None))


def digest_of(one: Step, *parts: str) -> str:
    """Names an event that must not be told twice."""
    return sha256("\0".join((one.ctx.site, *parts)).encode(errors="replace")).hexdigest()


def _record(
    one: Step,
    row: OwnerRow,
    kind: str,
    severity: str,
    column: str,
    text: str,
    digest: str | None,
    about: dict[str, str | None],
) -> None:
    said = {"text": text, "tab": row.tab, "key": words.clip(row.key), "column": column}
    events.record(one.conn, one.ctx.site, one.now, kind, severity, said, digest=digest, **about)


def _about(row: OwnerRow, member_id: str | None) -> dict[str, str | None]:
    key = row.key if len(row.key) <= LONGEST_ID and row.key == words.clip(row.key) else None
    product_id = key if row.tab == "products" else None
    return {"member_id": member_id or (key if row.tab == "members" else None), "product_id": product_id}
