"""Who and what a first start is filled with: one member per way of paying and not paying."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Grant = Mapping[str, Any]


@dataclass(frozen=True)
class Person:
    """A demo member; `grants` as POST /api/members/{id}/passes takes them."""

    member_id: str
    name: str
    phone: str
    status: Literal["active", "inactive", "suspended"]
    grants: tuple[Grant, ...]
    note: str


PRICES = {"top": 2000, "pants": 2000, "towel": 1000, "sweat_towel": 500}
SOLD: dict[str, Grant] = {
    "VCH-3K-BONUS": {
        "kind": "voucher", "name": "보너스 3,000원권", "charge_amount": 3000, "validity_days": 30, "is_bonus": True,
    },
    "VCH-30K": {
        "kind": "voucher", "name": "30,000원권", "price": 30000, "charge_amount": 30000, "validity_days": 365,
        "bonus_product_id": "VCH-3K-BONUS",
    },
    "SUB-1M-BASIC": {
        "kind": "subscription", "name": "한 달 구독권", "price": 39000, "validity_days": 30,
        "daily_limits": {"top": 1, "pants": 1, "towel": 1},
    },
}  # fmt: skip
ANY, VOUCHER, SUBSCRIPTION = (
    {"kind": "count", "count": 30},
    {"kind": "voucher", "product_id": "VCH-30K"},
    {"kind": "subscription", "product_id": "SUB-1M-BASIC"},
)
PEOPLE = (
    Person("A001", "김하늘", "010-1000-0001", "active", (ANY,), "30 uses of anything"),
    Person("A002", "이바다", "010-1000-0002", "active", (VOUCHER,), "a voucher of 30,000 won, a bonus waiting"),
    Person("A003", "박구름", "010-1000-0003", "active", (SUBSCRIPTION, {"kind": "voucher", "amount": 5000}),
           "a top, pants and a towel a day, and a voucher of 5,000 won"),
    Person("A004", "최노을", "010-1000-0004", "active", (), "no pass: can look, cannot rent"),
    Person("A005", "정새벽", "010-1000-0005", "suspended", (ANY,), "suspended"),
    Person("A006", "한여름", "010-1000-0006", "inactive", (ANY,), "inactive"),
)  # fmt: skip
