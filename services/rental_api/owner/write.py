"""Sets one column of a row as the API would: with the same limits, and the same consequences.

Each raises pydantic's ValidationError (a ValueError) where the value is beyond what the API takes, Refused where it
does not go with what else there is.
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Annotated

from pydantic import Field, TypeAdapter

from services.rental_api.assortment import put_pass_product
from services.rental_api.ledger import members, pass_products, products, settings_of_owner
from services.rental_api.ledger.members import Member
from services.rental_api.owner.parse import Value
from services.rental_api.owner.refusal import Refused
from services.rental_api.problems import Problem
from services.rental_api.rentals.step import Step
from services.rental_api.schemas import MemberEdit, PassProductEdit, ProductEdit

Write = Callable[[Step, str, str, Value], None]
"""Of the row with that key, the column to that value."""

_SETTING = TypeAdapter(Annotated[str, Field(max_length=500)])
_NOT_SET = ("product_id", "updated_at")


def free_phone(one: Step, member_id: str, phone: str) -> None:
    """Raises Refused where another member has the number."""
    other: Member | None = members.by_phone(one.conn, one.ctx.site, phone)
    if other and other.member_id != member_id:
        raise Refused("phone", f"다른 회원({other.member_id})이 쓰는 번호입니다. 확인해 주세요.")


def put_sold(one: Step, product_id: str, edit: PassProductEdit) -> None:
    """Creates or sets what the gym sells; raises Refused."""
    try:
        put_pass_product(one, product_id, edit)
    except Problem as problem:
        raise _unfitting(problem) from None


def _unfitting(problem: Problem) -> Refused:
    field = problem.more["errors"][0]["field"]
    if field == "bonus_product_id":
        return Refused(field, "그런 보너스 상품이 없습니다. 보너스 상품을 먼저 적어 주세요.", quiet=True)
    return Refused("product_id", "다른 종류의 상품이 쓰는 번호입니다. 다른 번호를 적어 주세요.")


def _member(one: Step, key: str, column: str, value: Value) -> None:
    now = members.by_id(one.conn, one.ctx.site, key)
    MemberEdit.model_validate({"name": now and now.name, "phone": now and now.phone, column: value})
    if column == "phone":
        free_phone(one, key, str(value))
    members.save(one.conn, one.ctx.site, key, {column: value}, one.now)


def _product(one: Step, key: str, column: str, value: Value) -> None:
    ProductEdit.model_validate({column: value})
    products.change(one.conn, one.ctx.site, key, {column: value}, one.now)


def _sold(one: Step, key: str, column: str, value: Value) -> None:
    if column == "is_bonus":
        raise Refused(column, "바꿀 수 없습니다. 새 상품을 만들어 주세요.")
    now = pass_products.by_id(one.conn, one.ctx.site, key)
    values = {name: held for name, held in asdict(now).items() if name not in _NOT_SET} if now else {}
    put_sold(one, key, PassProductEdit.model_validate(values | {column: value}))


def _setting(one: Step, key: str, _: str, value: Value) -> None:
    settings_of_owner.write(one.conn, one.ctx.site, key, _SETTING.validate_python(value), one.now)


WRITES: Mapping[str, Write] = {
    "members": _member,
    "products": _product,
    "voucher_products": _sold,
    "subscription_products": _sold,
    "config": _setting,
}
"""By tab."""
