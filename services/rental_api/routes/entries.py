"""An entry of the book as the operator reads it: what moved, by whose hand, why."""

from typing import Any

from sqlalchemy import Row

from services.rental_api.ledger.holds import CLAIM
from services.rental_api.owner.balances import REASON as BY_OWNER
from shared.clock import rfc3339

BY_RENTAL = ("hold", "post", "release")
BY_TIME = ("expire", "bonus")


def entry_view(row: Row[Any]) -> dict[str, Any]:
    """`by`: `rental`, `owner` (his sheet), `claim`, `operator`, `system`.

    `balance_after` of a subscription is what was left of `category` that `day`.
    """
    return {
        "entry_id": row.entry_id,
        "at": rfc3339(row.created_at),
        "pass_id": row.pass_id,
        "pass_name": row.name,
        "kind": row.kind,
        "amount": row.amount,
        "unit": "won" if row.of_kind == "voucher" else "count",
        "balance_after": row.balance_after,
        "day": row.day,
        "category": row.category,
        "by": _by(row.kind, row.reason or ""),
        "reason": row.reason,
        "rental_id": row.rental_id,
    }


def _by(kind: str, reason: str) -> str:
    if kind in BY_RENTAL:
        return "rental"
    if kind in BY_TIME:
        return "system"
    if reason.startswith(CLAIM):
        return "claim"
    return "owner" if reason == BY_OWNER else "operator"
