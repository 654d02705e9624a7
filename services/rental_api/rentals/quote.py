"""What would pay for an order, as the API answers it."""

from collections.abc import Sequence
from typing import Any

from services.rental_api.ledger.passes import Pass
from services.rental_api.rules.assignment import Garment
from services.rental_api.rules.payment import Charge, summed

Charges = Sequence[Sequence[Charge]]


def quote_view(
    garments: Sequence[Garment], mine: Sequence[Pass], best: Charges, others: list[Charges]
) -> dict[str, Any]:
    """`total` is won; `charges` what pays unless the member chooses; each of `alternatives` the same another way."""
    ways = [_charges_view(mine, summed(way)) for way in (best, *others)]
    distinct = [way for number, way in enumerate(ways) if way not in ways[:number]]
    return {"total": sum(g.price for g in garments), "charges": distinct[0], "alternatives": distinct[1:]}


def _charges_view(mine: Sequence[Pass], total: dict[str, int]) -> list[dict[str, Any]]:
    by_id = {one.pass_id: one for one in mine}
    return [_charge_view(by_id[pass_id], amount) for pass_id, amount in total.items()]


def _charge_view(one: Pass, amount: int) -> dict[str, Any]:
    left = None if one.kind == "subscription" else one.balance - amount
    what = {"pass_id": one.pass_id, "kind": one.kind, "name": one.name}
    return what | {"amount": amount, "unit": one.unit, "remaining_after": left}
