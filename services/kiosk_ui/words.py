"""What the screens say, in Korean, for the codes and states they meet. Another language is another such table."""

from datetime import datetime
from zoneinfo import ZoneInfo

from services.kiosk_ui.api import ApiError
from services.kiosk_ui.models import Pass, Workbook

CATEGORIES = {"top": "상의", "pants": "하의", "towel": "수건", "sweat_towel": "땀수건", "other": "기타"}
REASONS = {"offline": "점검 중", "empty": "품절", "fewer": "남은 수량이 줄었어요", "gone": "지금은 빌릴 수 없어요"}

ITEM_STATES = {
    "reserved": ("기다리는 중", ""),
    "dispensing": ("나오는 중", "꺼내는 곳을 봐 주세요"),
    "dispensed": ("나왔어요", ""),
    "failed": ("나오지 않았어요", "차감되지 않았어요"),
    "unknown": ("확인 중", "보류했어요. 아직 차감 전이에요"),
}
RENTAL_STATES = {
    "pending": ("나오고 있어요", "다 나올 때까지 기다려 주세요"),
    "complete": ("모두 나왔어요", "꺼내 가 주세요. 좋은 운동 되세요!"),
    "partial": ("일부만 나왔어요", "나오지 않은 것은 차감되지 않았어요"),
    "failed": ("나오지 않았어요", "아무것도 차감되지 않았어요"),
    "checking": ("확인하고 있어요", "확인될 때까지 차감하지 않고 보류해 둘게요"),
}

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

_REFUSALS = {
    "member-not-found": "등록되지 않은 번호예요. 번호를 다시 확인해 주세요.",
    "member-suspended": "이용이 정지된 회원이에요. 데스크에 문의해 주세요.",
    "member-inactive": "이용 기간이 끝난 회원이에요. 데스크에 문의해 주세요.",
    "insufficient-balance": "이용권이 부족해요.",
    "device-offline": "방금 점검에 들어간 상품이 있어요. 담은 것을 확인해 주세요.",
    "device-out-of-order": "방금 점검에 들어간 상품이 있어요. 담은 것을 확인해 주세요.",
    "out-of-stock": "방금 남은 수량이 줄었어요. 담은 것을 확인해 주세요.",
    "product-disabled": "지금은 빌릴 수 없는 상품이 있어요. 담은 것을 확인해 주세요.",
    "product-not-found": "지금은 빌릴 수 없는 상품이 있어요. 담은 것을 확인해 주세요.",
    "idempotency-conflict": "주문이 바뀌었어요. PIN을 한 번 더 눌러 주세요.",
}
WAITS = {
    "member": "PIN을 여러 번 틀렸어요. PIN을 잊었다면 데스크에 말씀해 주세요.",
    "kiosk": "이 키오스크에서 PIN이 여러 번 틀렸어요. 조금만 기다려 주세요.",
    "lookup": "등록되지 않은 번호가 여러 번 입력됐어요. 번호가 바뀌었다면 데스크에 말씀해 주세요.",
}
UNSURE = "응답이 늦어지고 있어요. PIN을 한 번 더 눌러 주세요. 두 번 빌려지지 않아요."
WORKBOOK_SECONDS = 60
"""A round of the workbook that went well is never further back while all is well."""
SIX_DIGITS = "PIN 여섯 자리를 눌러 주세요."


def refusal(error: ApiError) -> str:
    """The API's no, in a calm sentence."""
    if error.code == "wrong-pin":
        return f"PIN이 맞지 않아요. {error.extra.get('attempts_left', 0)}번 더 입력할 수 있어요."
    return _REFUSALS.get(error.code, "처리하지 못했어요. 다시 시도하거나 데스크에 문의해 주세요.")


def masked(name: str) -> str:
    """`김하늘` is `김*늘`, `이산` is `이*`: enough to know oneself by, from behind one's back too little."""
    if len(name) <= 2:
        return name[:1] + "*" * (len(name) - 1)
    return name[0] + "*" * (len(name) - 2) + name[-1]


def amount(value: int, unit: str) -> str:
    """`12회` or `8,000원`."""
    return f"{value:,}원" if unit == "won" else f"{value:,}회"


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


def remaining(one: Pass) -> str:
    """What is left on a pass, for a subscription what is left today."""
    if one.remaining_today is not None:
        left = [
            f"{name} {one.remaining_today[kind]}" for kind, name in CATEGORIES.items() if kind in one.remaining_today
        ]
        return "오늘 " + " · ".join(left)
    return amount(one.remaining or 0, one.unit)


def workbook_state(book: Workbook) -> str:
    """How the sheet is doing; blank while all is well."""
    if book.error:
        return f"시트에 쓰거나 읽지 못하고 있어요. 연결되면 밀린 줄부터 보냅니다. ({book.error})"
    if book.seconds_since_well is None or book.seconds_since_well > WORKBOOK_SECONDS:
        return "시트와 주고받는 일이 멈춰 있어요. 다시 시작되면 밀린 줄부터 보냅니다."
    return ""
