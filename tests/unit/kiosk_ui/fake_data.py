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
    return {"member_id": member_id, "name": name, "phone": phone, "status": status, "notes": "", "nfc_uid": None}


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
CLAIM: Json = {
    "claim_id": "clm_1", "item_id": "itm_7", "member_id": "A002", "verdict": "checking", "reason": "evidence_void",
    "created_at": "2026-11-23T06:01:00.000Z", "resolved_at": None, "resolved_by": None, "member_name": "이바다",
    "rental_id": "rnt_7", "product_id": "P-TOWEL", "product_name": "수건", "device_uuid": "FBOX-02F0B0000003",
    "dispensed_at": "2026-11-23T06:00:02.000Z", "stock_before": 9,
}  # fmt: skip


def entry(number: int, kind: str, amount: int, by: str, **more: object) -> Json:
    return {
        "entry_id": number, "at": "2026-11-23T06:00:00.123Z", "pass_id": "pas_1", "pass_name": "30회권", "kind": kind,
        "amount": amount, "unit": "count", "balance_after": 30, "day": None, "category": None, "by": by,
        "reason": None, "rental_id": None, **more,
    }  # fmt: skip


ENTRIES = [
    entry(3, "adjust", -2, "operator", reason="잘못 준 것"),
    entry(2, "hold", -1, "rental", rental_id="rnt_7"),
    entry(1, "adjust", 5, "owner", reason="owner's sheet"),
]


def event(number: int, kind: str, rental_id: str | None = None, **details: object) -> Json:
    told = {"event_id": number, "at": "2026-11-23T06:00:00.123Z", "type": kind, "severity": "info"}
    return told | {"details": details, "rental_id": rental_id}


EVENTS = [
    event(14, "claim_given_back", "rnt_7", reason="stock_did_not_fall", by="evidence"),
    event(13, "pass_adjusted", pass_id="pas_1", amount=-2, reason="잘못 준 것"),
    event(12, "owner_edit", text="owner: 회원 A001, 이름 김하 → 김하늘", tab="members", key="A001", column="name"),
    event(11, "member_changed", by="operator", changed=["nfc_uid", "pin"]),
]
SOLD: list[Json] = [
    {
        "product_id": "VCH-30K", "kind": "voucher", "name": "30,000원권", "price": 27000, "charge_amount": 30000,
        "validity_days": 90, "daily_limits": None, "bonus_product_id": None, "is_bonus": False, "enabled": True,
    },
    {
        "product_id": "VCH-OLD", "kind": "voucher", "name": "옛 금액권", "price": 1000, "charge_amount": 1000,
        "validity_days": None, "daily_limits": None, "bonus_product_id": None, "is_bonus": False, "enabled": False,
    },
    {
        "product_id": "SUB-1M", "kind": "subscription", "name": "한 달 구독", "price": 50000, "charge_amount": None,
        "validity_days": 30, "daily_limits": {"top": 1, "towel": 2}, "bonus_product_id": None, "is_bonus": False,
        "enabled": True,
    },
]  # fmt: skip


def moment(at: str | None, what: str, text: str, **details: object) -> Json:
    time = f"2026-11-23T06:00:{at}Z" if at else None
    return {"at": time, "what": what, "text": text, "details": details}


TIMELINE = [
    moment("00.000", "requested", "주문: 1벌", locker_number="12"),
    moment("00.000", "held", "보류: 30회권 1회", hold_id="hld_1"),
    moment("00.040", "dispatched", "출고 명령: FBOX-02F0B0000003", command_id="itm_7", seq=4, stock_before=9),
    moment("02.540", "answered", "나옴 (기기의 응답)", state="dispensed"),
    moment("02.540", "posted", "확정: 30회권 1회", entry_id=31),
    moment(None, "sheet_row", "시트에 기록 대기", key="rnt_7/P-TOWEL", state="pending"),
]
_HOURS = [f"2026-11-{22 + (hour // 24)}T{hour % 24:02}:00:00.000Z" for hour in range(6, 31)]
STATS: Json = {
    "since": "2026-11-22T06:30:00.000Z",
    "until": "2026-11-23T06:30:00.000Z",
    "rentals_per_hour": [{"hour": hour, "rentals": number % 7} for number, hour in enumerate(_HOURS)],
    "dispense_ms": [{"from": 0, "count": 0}, {"from": 500, "count": 2}, {"from": 1000, "count": 12}],
    "devices": [
        {
            "device_uuid": "FBOX-02F0B0000003", "name": "수건",
            "dispense_ms": {"count": 14, "p50": 1100, "p95": 1400},
            "stock": [
                {"at": "2026-11-22T02:00:00.000Z", "stock": 9}, {"at": "2026-11-22T20:00:00.000Z", "stock": 4},
                {"at": "2026-11-23T01:00:00.000Z", "stock": 20},
            ],
        },
        {"device_uuid": "FBOX-02F0B0000004", "name": "땀수건", "dispense_ms": None, "stock": []},
    ],
}  # fmt: skip
