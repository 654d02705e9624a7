"""What the operator's console says for states and times: Korean only, as its templates are."""

from datetime import datetime
from zoneinfo import ZoneInfo

from services.kiosk_ui.models_console import Workbook

TABS = {
    "members": "회원",
    "products": "상품",
    "voucher_products": "금액권 상품",
    "member_vouchers": "금액권",
    "subscription_products": "구독 상품",
    "member_subscriptions": "구독권",
    "member_passes": "횟수권",
    "config": "설정",
    "voucher_transactions": "금액권 내역",
    "subscription_usage": "구독권 내역",
    "rental_history": "대여 내역",
    "device_status": "기기 상태",
    "event_logs": "기록",
}
WORKBOOK_SECONDS = 60
"""A round of the workbook that went well is never further back while all is well."""
GOOD_DBM, WEAK_DBM = -67, -80


def ago(seconds: int | None) -> str:
    """`7초 전`, `12분 전`, `5시간 전`, `3일 전`; `없음` for never."""
    if seconds is None:
        return "없음"
    for unit, length in (("일", 86_400), ("시간", 3600), ("분", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length}{unit} 전"
    return f"{seconds}초 전"


def local_time(at: str | None, zone: ZoneInfo) -> str:
    """`11월 23일 15:00:00` in the gym's time for an RFC 3339 time, '' for none."""
    if not at:
        return ""
    then = datetime.fromisoformat(at).astimezone(zone)
    return f"{then.month}월 {then.day}일 {then:%H:%M:%S}"


def workbook_state(book: Workbook) -> str:
    """How the sheet is doing; blank while all is well."""
    if book.error:
        return f"시트에 쓰거나 읽지 못하고 있어요. 연결되면 밀린 줄부터 보냅니다. ({book.error})"
    if book.seconds_since_well is None or book.seconds_since_well > WORKBOOK_SECONDS:
        return "시트와 주고받는 일이 멈춰 있어요. 다시 시작되면 밀린 줄부터 보냅니다."
    return ""


def signal(rssi: int | None) -> str:
    """A device's Wi-Fi in a word, with the figure it comes from (dBm): below -80 packets get lost."""
    if rssi is None:
        return "모름"
    word = "좋음" if rssi >= GOOD_DBM else "보통" if rssi >= WEAK_DBM else "약함"
    return f"{word} ({rssi} dBm)"


def door(state: str | None) -> str:
    return {"open": "열림", "closed": "닫힘"}.get(state or "", state or "모름")
