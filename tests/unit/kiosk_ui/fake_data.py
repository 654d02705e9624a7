"""A small gym: six members, four dispensers and a garment nobody is sure of."""

from typing import Any

Json = dict[str, Any]


def product(number: int, category: str, name: str, size: str, stock: int, online: bool = True) -> Json:
    return {
        "product_id": f"P-{category.upper()}", "name": name, "category": category, "size": size, "price": 1000,
        "stock": stock, "available": stock, "online": online, "device_uuid": f"FBOX-02F0B000000{number}",
        "display_order": number,
    }  # fmt: skip


def pass_(pass_id: str, name: str, remaining: int, status: str = "active") -> Json:
    return {
        "pass_id": pass_id, "kind": "count", "name": name, "category": None, "status": status, "remaining": remaining,
        "unit": "count", "remaining_today": None, "valid_from": "2026-01-01T00:00:00.000Z", "valid_until": None,
    }  # fmt: skip


def voucher(pass_id: str, name: str, won: int, status: str = "active") -> Json:
    return pass_(pass_id, name, won, status) | {"kind": "voucher", "unit": "won"}


def subscription(pass_id: str, name: str, **left: int) -> Json:
    """`left`: garments left today, by category."""
    return pass_(pass_id, name, 0) | {"kind": "subscription", "remaining": None, "remaining_today": left}


def charge(of: Json, amount: int) -> Json:
    after = None if of["remaining"] is None else of["remaining"] - amount
    told = {name: of[name] for name in ("pass_id", "kind", "name", "unit")}
    return told | {"amount": amount, "remaining_after": after}


def member(member_id: str, name: str, phone: str, status: str = "active") -> Json:
    return {"member_id": member_id, "name": name, "phone": phone, "status": status}


def device(number: int, category: str, name: str, online: bool = True) -> Json:
    return {
        "device_uuid": f"FBOX-02F0B000000{number}", "name": name, "category": category, "size": "", "online": online,
        "stock": 12, "door_state": "closed", "locked": True, "wifi_rssi": -58, "firmware_version": "3.0.0",
        "last_heard": "2026-11-23T06:00:00.123Z", "seconds_since_heartbeat": 7, "ip_address": "192.168.0.21",
    }  # fmt: skip


PRODUCTS = [
    product(1, "top", "운동복 상의 105", "105", 12),
    product(2, "pants", "운동복 하의 100", "100", 8),
    product(3, "towel", "수건", "", 0),
    product(4, "sweat_towel", "땀수건", "", 15, online=False),
]
MEMBERS = [
    member("A001", "김하늘", "01010000001"),
    member("A002", "이바다", "01010000002"),
    member("A004", "최노을", "01010000004"),
    member("A005", "정새벽", "01010000005", "suspended"),
]
PASSES = {
    "A001": [pass_("pas_1", "30회권", 30)],
    "A002": [pass_("pas_2", "수건 5회권", 5), pass_("pas_3", "상의 10회권", 10)],
    "A004": [pass_("pas_4", "5회권", 0, "exhausted")],
    "A005": [],
}
DEVICES = [
    device(1, "top", "운동복 상의 105"),
    device(2, "pants", "운동복 하의 100"),
    device(3, "towel", "수건"),
    device(4, "sweat_towel", "땀수건", online=False),
]
UNKNOWN = [
    {
        "item_id": "itm_9", "rental_id": "rnt_9", "member_id": "A002", "member_name": "이바다",
        "product_id": "P-TOWEL", "product_name": "수건", "device_uuid": "FBOX-02F0B0000003", "state": "unknown",
        "reason": "no_evidence",
        "dispatched_at": "2026-11-23T06:00:00.123Z",
    },
]  # fmt: skip
WORKBOOK: Json = {
    "well_at": "2026-11-23T06:00:00.123Z", "seconds_since_well": 4, "pending": 12, "error": "", "troubles": {},
    "audit": {
        "run": "aud_1", "at": "2026-11-22T18:31:00.000Z", "equal": True, "differences": [],
        "text": "장부와 시트가 맞습니다: 12개 탭, 1,234줄.",
    },
}  # fmt: skip
