"""The gym of the pictures: a dozen garments, and members who pay in every way."""

from typing import Any

from tests.unit.kiosk_ui.fake_api import FakeApi
from tests.unit.kiosk_ui.fake_data import member, pass_, product, subscription, voucher

Json = dict[str, Any]
UNTIL = "2027-03-31T14:59:00.000Z"


def _sized(number: int, category: str, name: str, size: str, stock: int) -> Json:
    return product(number, category, f"{name} {size}", size, stock) | {"product_id": f"P-{category.upper()}-{size}"}


PRODUCTS = (
    _sized(1, "top", "운동복 상의", "100", 9),
    _sized(2, "top", "운동복 상의", "105", 12),
    _sized(3, "pants", "운동복 하의", "95", 7),
    _sized(4, "pants", "운동복 하의", "100", 8),
    product(5, "towel", "수건", "", 24),
    product(6, "sweat_towel", "땀수건", "", 15),
)
COUNT, MONTH = pass_("pas_c", "30회권", 18), subscription("pas_s", "한 달 구독권", top=1, pants=1, towel=1)
WON, BONUS = voucher("pas_v", "30,000원권", 21500), voucher("pas_b", "보너스 3,000원권", 3000)
PASSES = {
    "A001": [COUNT],
    "A002": [WON, BONUS],
    "A003": [MONTH, COUNT, WON, BONUS],
    "A004": [],
    "A005": [COUNT],
}
NAMES = {"A001": "김하늘", "A002": "이바다", "A003": "박구름", "A004": "최노을", "A005": "정새벽"}


def api() -> FakeApi:
    """A world of its own for each case."""
    made = FakeApi(created_at="2026-11-28T02:20:00.000Z")
    made.products = {one["product_id"]: dict(one) for one in PRODUCTS}
    made.members = {one: member(one, name, f"0101000000{one[-1]}") for one, name in NAMES.items()}
    made.members["A005"]["status"] = "suspended"
    made.passes = {one: [{**each, "valid_until": UNTIL} for each in passes] for one, passes in PASSES.items()}
    return made


def past(made: FakeApi, member_id: str, at: str, **states: str) -> None:
    """A rental of an earlier day, told before newer ones: `TOP_105="dispensed"` is a garment of P-TOP-105."""
    number = len(made.rentals) + 1
    told = [(made.products[f"P-{name.replace('_', '-')}"], state) for name, state in states.items()]
    items = [_item(f"itm_{number}_{place}", one, state) for place, (one, state) in enumerate(told)]
    told_of = {"member_id": member_id, "created_at": at, "items": items}
    made.rentals[f"rnt_past_{number}"] = {"rental_id": f"rnt_past_{number}", **told_of}


def _item(item_id: str, one: Json, state: str) -> Json:
    told = {"product_name": one["name"], "category": one["category"], "size": one["size"]}
    return {"item_id": item_id, "product_id": one["product_id"], "state": state, "reason": None, **told}
