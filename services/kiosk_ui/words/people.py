"""What the console calls members' states, entries, claims, and what the API refuses; Korean, as its templates."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from services.kiosk_ui.client import ApiError
from services.kiosk_ui.models_people import Entry, Listed, Moment

STATUSES = {"active": ("ok", "이용 중"), "suspended": ("bad", "정지"), "inactive": ("off", "쉬는 중")}
"""A member's: the sign it is shown with, and its word."""
PASS_KINDS = {"count": "횟수권", "voucher": "금액권", "subscription": "구독권"}
PASS_STATES = {
    "active": ("ok", "사용 가능"),
    "pending": ("wait", "대기"),
    "exhausted": ("off", "다 씀"),
    "expired": ("off", "기간 끝남"),
}
RENTAL_STATES = {
    "pending": ("wait", "진행 중"),
    "checking": ("warn", "확인 중"),
    "complete": ("ok", "완료"),
    "partial": ("warn", "일부만 나옴"),
    "failed": ("bad", "안 나옴"),
}
ITEM_STATES = {
    "reserved": ("wait", "차례 기다림"),
    "dispensing": ("wait", "나오는 중"),
    "unknown": ("warn", "확인 중"),
    "dispensed": ("ok", "나옴"),
    "failed": ("bad", "안 나옴"),
}
ENTRIES = {
    "grant": "지급",
    "bonus": "보너스",
    "hold": "보류",
    "post": "확정",
    "release": "돌려줌",
    "adjust": "조정",
    "expire": "소멸",
}
BY = {"rental": "대여", "owner": "시트에서", "claim": "신고", "operator": "운영자", "system": "자동"}
VERDICTS = {
    "checking": ("warn", "정해야 함"),
    "given_back": ("ok", "돌려줌"),
    "came_out": ("off", "나온 것으로 확인"),
    "refused": ("off", "돌려주지 않음"),
}
EVIDENCE = {
    "device_record": "기기의 기록에 나오지 않았다고 되어 있어요.",
    "stock_did_not_fall": "기기의 재고가 줄지 않았어요.",
    "stock_fell": "기기의 재고가 하나 줄었어요. 모터는 끝까지 돌았어요.",
    "jammed": "재고는 줄었지만 그 뒤에 걸림을 알렸어요.",
    "evidence_void": "그 사이 문이 열렸거나 재고를 고쳤거나 다음 옷이 나오는 중이어서, 기록으로는 알 수 없어요.",
    "no_evidence": "재고가 앞뒤로 맞지 않아 기기의 기록으로는 알 수 없어요.",
    "too_many_claims": "기록으로는 돌려줄 수 있지만, 30일 안에 이미 세 번 돌려받은 회원이에요.",
    "interrupted": "움직이는 도중에 전원이 끊겼어요.",
    "no_answer": "기기가 아직 답하지 않았어요.",
}
FIELDS = {
    "member_id": ("회원번호", "영문, 숫자, -, _ 로 40자까지 적어 주세요."),
    "name": ("이름", "1~80자로 적어 주세요."),
    "phone": ("전화번호", "010-1234-5678처럼 적어 주세요."),
    "pin": ("PIN", "숫자 여섯 자리로 적어 주세요."),
    "nfc_uid": ("키·카드 번호", "0~9, A~F로 4~40자를 적어 주세요."),
    "status": ("상태", "목록에서 골라 주세요."),
    "notes": ("메모", "2,000자까지 적을 수 있어요."),
    "count": ("횟수", "1회부터 100,000회까지 적어 주세요."),
    "amount": ("금액", "0이 아닌 10,000,000까지의 수를 적어 주세요."),
    "reason": ("사유", "1~200자로 적어 주세요."),
    "product_id": ("상품", "지금 파는 상품에서 골라 주세요."),
    "valid_days": ("기간", "1일부터 36,500일까지 적어 주세요."),
    "category": ("종류", "목록에서 골라 주세요."),
    "state": ("상태", "목록에서 골라 주세요."),
    "day": ("날짜", "2026-11-23처럼 적어 주세요."),
    "before": ("다음 쪽", "처음부터 다시 봐 주세요."),
}
MINUTES_FROM = 120
"""Seconds; a gap that long is told in minutes."""
_TOLD = {
    "locker_number": "보관함",
    "command_id": "명령",
    "seq": "순번",
    "stock_before": "보내기 전 재고",
    "entry_id": "장부 줄",
    "key": "시트 줄",
    "reason": "까닭",
}
_REFUSALS = {
    "member-not-found": "그런 회원이 없어요.",
    "pass-not-found": "그런 이용권이 없어요.",
    "member-exists": "회원번호: 이미 쓰고 있는 회원이 있어요.",
    "phone-taken": "전화번호: 다른 회원이 쓰고 있어요.",
    "key-taken": "키·카드 번호: 다른 회원이 쓰고 있어요.",
    "insufficient-balance": "금액: 남은 것보다 많이 뺄 수 없어요.",
    "pass-expired": "기간이 끝난 이용권이에요. 새 이용권을 지급해 주세요.",
    "idempotency-conflict": "이미 보낸 요청이에요. 회원의 내역을 확인한 뒤 다시 시작해 주세요.",
    "already-resolved": "그 사이에 이미 정해졌어요.",
}


def refused(error: ApiError) -> str:
    """The API's no, naming the field it is about."""
    named = [one for one in error.extra.get("errors", ()) if one.get("field") in FIELDS]
    if error.code in _REFUSALS:
        return _REFUSALS[error.code]
    if named:
        return " ".join(": ".join(FIELDS[one["field"]]) for one in named)
    return f"되지 않았어요: {error.detail or error.title or error.code}"


def phone(digits: str) -> str:
    """`010-1234-5678`; another length stays as it is."""
    return f"{digits[:3]}-{digits[3:-4]}-{digits[-4:]}" if len(digits) in (10, 11) else digits


def change(amount: int, unit: str) -> str:
    """`+5,000원`, `-1회`."""
    return f"{amount:+,}{'원' if unit == 'won' else '회'}" if amount else "—"


def why(entry: Entry) -> str:
    """What stands behind an entry, blank where its kind says all."""
    return "" if entry.by in ("owner", "claim") else entry.reason or ""


def daily(limits: Mapping[str, int], names: Mapping[str, str]) -> str:
    """`하루 상의 1 · 수건 2`."""
    return "하루 " + " · ".join(f"{names.get(kind, kind)} {most}" for kind, most in limits.items())


def garments(rental: Listed) -> str:
    """`상의 105, 수건 2`: what was asked for, in order."""
    counted = Counter(one.product_name or one.product_id for one in rental.items)
    return ", ".join(name if count == 1 else f"{name} {count}" for name, count in counted.items())


def clock(at: str, zone: ZoneInfo) -> str:
    """`15:00:00.123` in the gym."""
    return datetime.fromisoformat(at).astimezone(zone).strftime("%H:%M:%S.%f")[:-3]


def gap(seconds: float | None) -> str:
    """`+0.05초`, `+2.4초`, `+3분`; blank where there is none."""
    if not seconds:
        return ""
    if seconds >= MINUTES_FROM:
        return f"+{seconds / 60:,.0f}분"
    return f"+{seconds:.3f}초" if seconds < 1 else f"+{seconds:.1f}초"


def told(moment: Moment) -> str:
    """What a step says besides, for whoever looks for a fault."""
    shown = {name: moment.details.get(name) for name in _TOLD}
    return " · ".join(f"{_TOLD[name]} {text}" for name, text in shown.items() if text not in (None, ""))
