"""Who pays for which garment. Pure: passes and garments in, charges out.

For now count passes pay, one use a garment, earliest expiry first; vouchers and subscriptions come with the
next rules and fit into the same shape.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.rental_api.ledger.passes import Pass


@dataclass(frozen=True)
class Garment:
    """One piece to be paid for; `price` in won."""

    product_id: str
    category: str
    price: int


@dataclass(frozen=True)
class Charge:
    """What one pass pays for one garment, in the pass's own unit."""

    pass_id: str
    amount: int


class NotEnough(Exception):  # noqa: N818 - an answer, not a fault
    """The passes do not cover the garments."""


def who_pays(
    garments: Sequence[Garment], passes: Sequence[Pass], now: int, chosen: Mapping[str, int] | None = None
) -> list[Charge]:
    """One charge a garment, in the garments' order; raises NotEnough.

    `chosen` are the uses the member picked by pass id; then those passes pay, each just that much.
    """
    usable = [p for p in passes if p.kind == "count" and p.usable(now) and (chosen is None or p.pass_id in chosen)]
    left = {p.pass_id: p.balance if chosen is None else min(p.balance, chosen[p.pass_id]) for p in usable}
    if chosen is not None and sum(chosen.values()) != len(garments):
        raise NotEnough
    # Expiry first is what the member wants; where that leaves a garment unpaid, passes bound to a category go first.
    for order in (_by_expiry, _narrow_first):
        charges = _greedy(garments, sorted(usable, key=order), left)
        if charges is not None:
            return charges
    raise NotEnough


def summed(charges: Sequence[Charge]) -> dict[str, int]:
    """Uses or won by pass id, in the order of first use."""
    total: Counter[str] = Counter()
    for charge in charges:
        total[charge.pass_id] += charge.amount
    return dict(total)


def _by_expiry(one: Pass) -> tuple[float, int, str]:
    return (one.valid_until or math.inf, one.created_at, one.pass_id)


def _narrow_first(one: Pass) -> tuple[bool, float, int, str]:
    return (one.category is None, *_by_expiry(one))


def _greedy(garments: Sequence[Garment], passes: Sequence[Pass], left: Mapping[str, int]) -> list[Charge] | None:
    remaining = dict(left)
    charges = []
    for garment in garments:
        fits = (p for p in passes if p.category in (None, garment.category) and remaining[p.pass_id] > 0)
        payer = next(fits, None)
        if payer is None:
            return None
        remaining[payer.pass_id] -= 1
        charges.append(Charge(payer.pass_id, 1))
    return charges
