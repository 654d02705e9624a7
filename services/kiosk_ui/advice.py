"""What the operator does about an alert, and where: by its code. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.kiosk_ui.models_console import Alert


@dataclass(frozen=True)
class Place:
    """A page of the console: its endpoint with its values, and what the link to it says; no endpoint, no link."""

    endpoint: str = ""
    name: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


DEVICE, DEVICES = "console.devices.device", "console.devices.page"
NOW, BOOK = "console.now.page", "console.workbook.page"
CLAIMS = "console.claims.page"
_KNOWN = {
    "offline": ("전원과 와이파이를 확인하세요. 모든 기기가 함께 끊겼으면 공유기부터 보세요.", DEVICE, "기기 보기"),
    "tripped": ("기기를 열어 걸린 것이 없는지 살펴본 뒤 ‘고장 풀기’를 보내세요.", DEVICE, "기기 보기"),
    "failures": ("걸린 것이 없는지, 모터와 문이 괜찮은지 살펴보세요.", DEVICE, "기기 보기"),
    "empty": ("지금은 빌릴 수 없어요. 채우고 재고를 세어 주세요.", DEVICE, "채우러 가기"),
    "low_stock": ("곧 떨어져요. 채우고 재고를 세어 주세요.", DEVICE, "채우러 가기"),
    "unknown_items": ("기기를 열어 세어 본 뒤, 나왔는지 정해 주세요. 그동안 그 기기는 쉬어요.", NOW, "정하러 가기"),
    "claims": ("회원이 기다려요. 재고를 보고 돌려줄지 정해 주세요.", CLAIMS, "정하러 가기"),
    "queue": ("일꾼이 멈췄을 수 있어요. make doctor를 돌리고, 작업 큐에서 무엇이 쌓이는지 보세요.", "", ""),
    "sheets_behind": (
        "대여는 계속돼요. 인터넷과 시트 공유를 보세요. 이어지면 밀린 줄부터 보내요.",
        BOOK,
        "시트 보기",
    ),
    "sheet_trouble": ("이 탭은 반영되지 않아요. 시트에서 되돌리거나 장부에서 복구하세요.", BOOK, "시트 보기"),
    "ledger_audit": (
        "장부가 스스로 맞지 않아요. ledger.db를 복사해 두고 개발자에게 알려 주세요.",
        BOOK,
        "시트 보기",
    ),
    "quiet": ("키오스크 화면과 기기 앞을 직접 보세요. 쉬는 날이면 괜찮아요.", DEVICES, "기기 보기"),
}


def advice(alert: Alert) -> str:
    """What to do; '' for a code this console does not know yet."""
    return _KNOWN.get(alert.code, ("", "", ""))[0]


def place(alert: Alert) -> Place:
    """Where to do it."""
    _, endpoint, name = _KNOWN.get(alert.code, ("", "", ""))
    if endpoint == DEVICE and "device_uuid" not in alert.about:
        return Place()
    return Place(endpoint, name, {"uuid": alert.about["device_uuid"]} if endpoint == DEVICE else {})
