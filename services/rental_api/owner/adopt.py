"""A row whose key the ledger does not know becomes what it says, under exactly that key: so it happens once."""

from collections.abc import Callable, Mapping

from services.rental_api.owner import new_member, new_pass, new_sold
from services.rental_api.owner.plain import hold_adopted
from services.rental_api.owner.refusal import Notes, Refused
from services.rental_api.owner.row import OwnerRow
from services.rental_api.rentals.step import Step

Adopt = Callable[[Step, OwnerRow], Notes]


def adopt(one: Step, row: OwnerRow) -> Notes:
    """Raises Refused."""
    notes = _ADOPT[row.tab](one, row)
    if row.tab not in _PASSES:
        hold_adopted(one, row)
    return notes


def _product(_: Step, __: OwnerRow) -> Notes:
    raise Refused("product_id", "이 상품이 든 기기가 아직 없습니다. 상품은 기기가 켜질 때 생깁니다.", quiet=True)


_PASSES = ("member_vouchers", "member_subscriptions", "member_passes")
_ADOPT: Mapping[str, Adopt] = {
    "members": new_member.adopt,
    "products": _product,
    "voucher_products": new_sold.adopt,
    "subscription_products": new_sold.adopt,
} | dict.fromkeys(_PASSES, new_pass.adopt)
