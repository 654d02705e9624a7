"""What a new row of `member_vouchers`, `member_subscriptions` or `member_passes` says was given."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from services.rental_api.grants import of_product
from services.rental_api.ledger import pass_products
from services.rental_api.ledger.pass_products import PassProduct
from services.rental_api.ledger.sheet_names import TAB_OF_SOLD
from services.rental_api.owner import parse, words
from services.rental_api.owner.columns import COLUMNS, ID
from services.rental_api.owner.refusal import Refused, lacking
from services.rental_api.owner.row import OwnerRow
from services.rental_api.rentals.step import Step
from services.rental_api.schemas import MOST_WON, Category, DailyLimits

MOST_USES = 100_000
_LIMITS: TypeAdapter[Any] = TypeAdapter(DailyLimits)
_CATEGORY: TypeAdapter[Any] = TypeAdapter(Category)


@dataclass(frozen=True)
class Given:
    """`what`: columns of the pass. `first` was on it when it was given, `left` is now: won, uses, 0 of a
    subscription. `sold`: what it was bought as, `worth`: the same in words.
    """

    what: dict[str, Any]
    first: int
    left: int
    worth: str
    sold: PassProduct | None = None

    @property
    def lasts(self) -> int | None:
        """Days."""
        return self.sold.validity_days if self.sold else None


def is_history(row: OwnerRow) -> bool:
    """Whether a system has filled the row in before; if not, the owner has just added it."""
    return bool(row.text("created_at") or row.text("original_amount"))


def voucher(one: Step, row: OwnerRow) -> Given:
    sold = _sold(one, row, "voucher_product_id", "voucher")
    original, remaining = _number(row, "original_amount", MOST_WON), _number(row, "remaining_amount", MOST_WON)
    left = next((won for won in (remaining, original, sold.charge_amount if sold else None) if won is not None), None)
    if left is None:
        raise lacking("voucher_product_id", "상품이나 remaining_amount를")
    first = left if original is None else original
    what = of_product(sold) if sold else {"kind": "voucher", "name": f"{first:,}원권"}
    return Given(what, first, left, words.amount(left, "원"), sold)


def subscription(one: Step, row: OwnerRow) -> Given:
    """The row's own limits go before those of what is sold now."""
    sold = _sold(one, row, "subscription_product_id", "subscription")
    limits = _limits(row)
    if sold is None and limits is None:
        raise lacking("subscription_product_id", "구독 상품을")
    what = of_product(sold) if sold else {"kind": "subscription", "name": "구독권"}
    return Given(what | ({"daily_limits": limits} if limits else {}), 0, 0, what["name"], sold)


def count(_: Step, row: OwnerRow) -> Given:
    first, remaining = _number(row, "count", MOST_USES), _number(row, "remaining_count", MOST_USES)
    left = first if remaining is None else remaining
    if left is None:
        raise lacking("count", "횟수를")
    first = left if first is None else first
    what = {"kind": "count", "name": f"{first}회권", "category": _category(row)}
    return Given(what, first, left, words.amount(left, "회"))


def _sold(one: Step, row: OwnerRow, column: str, kind: str) -> PassProduct | None:
    product_id = row.text(column)
    if not product_id:
        return None
    found = pass_products.by_id(one.conn, one.ctx.site, product_id) if ID.fullmatch(product_id) else None
    if found is None or found.kind != kind:
        why = f"{words.clip(product_id)} 상품이 없습니다. {TAB_OF_SOLD[kind]} 탭을 확인해 주세요."
        raise Refused(column, why, quiet=True)
    if not is_history(row) and (found.is_bonus or not found.enabled):
        raise Refused(column, "따로 팔지 않는 상품입니다. 다른 상품을 적어 주세요.")
    return found


def _number(row: OwnerRow, column: str, most: int) -> int | None:
    """None where the cell is blank. Nothing can be left on what was; something must be on what is given now."""
    least = 0 if is_history(row) else 1
    try:
        number = parse.blank_or_whole(row.cells.get(column))
    except ValueError:
        number = -1
    if number is not None and not least <= number <= most:
        raise Refused(column, f"{least}~{most:,} 사이의 수를 적어 주세요.")
    return number


def _limits(row: OwnerRow) -> dict[str, int] | None:
    must = COLUMNS["subscription_products"]["daily_limits"].must
    cell = row.cells.get("daily_limits")
    return _kept(_LIMITS, row, "daily_limits", must) if cell else None


def _category(row: OwnerRow) -> str | None:
    """Blank pays for any."""
    must = "top, pants, towel, sweat_towel, other 중 하나를 적거나 비워 두세요."
    return _kept(_CATEGORY, row, "category", must) if row.text("category") else None


def _kept(kind: TypeAdapter[Any], row: OwnerRow, column: str, must: str) -> Any:  # noqa: ANN401 - the adapter's
    try:
        return kind.validate_python(row.cells[column])
    except ValidationError:
        raise Refused(column, must) from None


GIVEN: dict[str, Callable[[Step, OwnerRow], Given]] = {
    "member_vouchers": voucher,
    "member_subscriptions": subscription,
    "member_passes": count,
}
"""By tab. Each raises Refused."""
