"""The owner's columns: what each is called, what it may hold, and what he is told where it does not. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from services.rental_api.owner import parse
from services.rental_api.owner.parse import Parse

ID = re.compile(r"[A-Za-z0-9_-]{1,40}")
"""What members, products and passes may be called."""
PIN = "payment_password"
SET = "set"
"""Stands in the place of a PIN that was taken over."""


@dataclass(frozen=True)
class Column:
    """`word` in events; `unit` stands behind its numbers. `must`: what to write, for the owner to read."""

    word: str
    must: str
    parse: Parse
    unit: str = ""


_NAME = Column("이름", "1~80자로 적어 주세요.", parse.text)
_PRICE = Column("가격", "0~10,000,000원으로 적어 주세요.", parse.whole, "원")
_DAYS = Column("유효 기간", "1~36,500일로 적거나, 끝이 없으면 비워 두세요.", parse.blank_or_whole, "일")
_ENABLED = Column("판매", "TRUE 또는 FALSE로 적어 주세요.", parse.flag)

COLUMNS: Mapping[str, Mapping[str, Column]] = {
    "members": {
        "name": _NAME,
        "phone": Column("전화", "010-1234-5678처럼 적어 주세요.", parse.phone),
        PIN: Column("PIN", "여섯 자리 숫자로 적어 주세요.", parse.text),
        "status": Column("상태", "active, inactive, suspended 중 하나로 적어 주세요.", parse.text),
        "notes": Column("메모", "2,000자까지 적을 수 있습니다.", parse.text),
    },
    "products": {
        "name": _NAME,
        "price": _PRICE,
        "enabled": _ENABLED,
        "display_order": Column("순서", "0~100,000으로 적어 주세요.", parse.whole),
    },
    "voucher_products": {
        "name": _NAME,
        "price": _PRICE,
        "charge_amount": Column("충전 금액", "1~10,000,000원으로 적어 주세요.", parse.whole, "원"),
        "validity_days": _DAYS,
        "bonus_product_id": Column(
            "보너스",
            "보너스 상품의 product_id를 적거나 비워 두세요. 보너스에는 보너스가 없습니다.",
            parse.blank_or_text,
        ),
        "is_bonus": Column("보너스 여부", "TRUE 또는 FALSE로 적어 주세요.", parse.flag),
        "enabled": _ENABLED,
    },
    "subscription_products": {
        "name": _NAME,
        "price": _PRICE,
        "validity_days": _DAYS,
        "daily_limits": Column("하루 한도", '{"top":1,"towel":2}처럼 1~10으로 적어 주세요.', parse.limits),
        "enabled": _ENABLED,
    },
    "config": {"value": Column("값", "500자까지 적을 수 있습니다.", parse.text)},
}
"""By tab; tabs without an owner's column are left out."""

KEYS: Mapping[str, str] = {
    "members": "member_id",
    "products": "product_id",
    "voucher_products": "product_id",
    "member_vouchers": "voucher_id",
    "subscription_products": "product_id",
    "member_subscriptions": "subscription_id",
    "member_passes": "pass_id",
    "config": "key",
}
"""The column that names the row, of every tab in which the owner has anything to say."""
