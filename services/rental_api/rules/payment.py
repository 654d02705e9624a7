"""Who pays for which garment. Pure: passes and garments in, charges out.

Subscriptions pay first, then count passes, then vouchers; within each the one that ends first. A subscription or a
count pass pays a whole garment; vouchers pay won and split freely. Only where that order would leave a garment unpaid
does another payer step in.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.rental_api.ledger.passes import Pass
from services.rental_api.rules.assignment import Assignment, Garment

EVERY_KIND = ("subscription", "count", "voucher")


@dataclass(frozen=True)
class Daily:
    """The Korean day (`2026-11-23`) and category a subscription's use belongs to, and the limit it was sold with."""

    day: str
    category: str
    limit: int


@dataclass(frozen=True)
class Charge:
    """What one pass pays for one garment, in the pass's own unit."""

    pass_id: str
    amount: int
    daily: Daily | None = None


class NotEnough(Exception):  # noqa: N818 - an answer, not a fault
    """The passes do not cover the garments."""


class BadSplit(Exception):  # noqa: N818 - an answer, not a fault
    """The amounts the member chose do not add up to the order."""


def who_pays(
    garments: Sequence[Garment], passes: Sequence[Pass], now: int, day: str, chosen: Mapping[str, int] | None = None
) -> list[list[Charge]]:
    """The charges of each garment, in the garments' order; raises NotEnough or BadSplit.

    `passes` are as they are on the Korean `day`. `chosen` are the amounts the member picked by pass id, in each
    pass's unit: those passes pay, each exactly that.
    """
    usable = sorted((one for one in passes if one.usable(now)), key=_first_to_pay)
    if chosen is not None:
        usable = [one for one in usable if one.pass_id in chosen]
        _affordable(usable, chosen)
    payers = Assignment(garments, usable, chosen).find()
    if payers is None:
        raise NotEnough if chosen is None else BadSplit
    purses = {one.pass_id: (chosen or {}).get(one.pass_id, one.balance) for one in usable if one.kind == "voucher"}
    return [_charges(*pair, day, purses) for pair in zip(garments, payers, strict=True)]


def other_ways(
    garments: Sequence[Garment], passes: Sequence[Pass], now: int, day: str
) -> Iterator[list[list[Charge]]]:
    """The same order paid by fewer kinds of passes, best first; may repeat what `who_pays` says."""
    for kinds in (("subscription", "voucher"), ("count", "voucher"), ("count",), ("voucher",)):
        try:
            yield who_pays(garments, [one for one in passes if one.kind in kinds], now, day)
        except NotEnough:
            continue


def summed(charges: Sequence[Sequence[Charge]]) -> dict[str, int]:
    """Uses or won by pass id, in the order of first use."""
    total: Counter[str] = Counter()
    for charge in (one for garment in charges for one in garment):
        total[charge.pass_id] += charge.amount
    return dict(total)


def _first_to_pay(one: Pass) -> tuple[int, float, int, str]:
    ends = math.inf if one.valid_until is None else one.valid_until
    return (EVERY_KIND.index(one.kind), ends, one.created_at, one.pass_id)


def _affordable(usable: Sequence[Pass], chosen: Mapping[str, int]) -> None:
    """Raises NotEnough where a chosen pass is not the member's, cannot pay now, or has less than that."""
    has = {one.pass_id: sum((one.remaining_today or {"": one.balance}).values()) for one in usable}
    if any(amount > has.get(pass_id, 0) for pass_id, amount in chosen.items()):
        raise NotEnough


def _charges(garment: Garment, payer: Pass | None, day: str, purses: dict[str, int]) -> list[Charge]:
    if payer is None:
        return list(_from_purses(garment.price, purses))
    limit = (payer.daily_limits or {}).get(garment.category)
    return [Charge(payer.pass_id, 1, Daily(day, garment.category, limit) if limit is not None else None)]


def _from_purses(price: int, purses: dict[str, int]) -> Iterator[Charge]:
    """Empties the vouchers in their order; what a purse gives is gone for the next garment."""
    for pass_id, won in purses.items():
        taken = min(price, won)
        if taken:
            purses[pass_id] -= taken
            price -= taken
            yield Charge(pass_id, taken)
