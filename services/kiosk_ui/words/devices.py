"""What the console calls a dispenser's commands, their answers and its events. Korean only. Pure."""

from collections.abc import Mapping
from typing import Any

from services.kiosk_ui.models_console import Command, Event

COMMANDS: Mapping[str, tuple[str, str]] = {
    "STATUS": ("상태 묻기", "기기에 지금 상태를 다시 물어요. 아무것도 움직이지 않아요."),
    "LOCK": ("잠그기", "이 기기에서는 아무것도 나오지 않게 돼요. 잠금을 풀 때까지 그대로예요."),
    "UNLOCK": ("잠금 풀기", "이 기기에서 다시 나올 수 있게 돼요. 앞에 사람이 있을 때만 보내세요."),
    "CLEAR_ERROR": ("고장 풀기", "고장을 살펴본 뒤에 보내세요. 점검 중이던 기기에서 다시 빌릴 수 있게 돼요."),
    "HOME": ("처음 자리로", "모터가 움직여 처음 자리로 가요. 손을 넣은 사람이 없는지 먼저 보세요."),
    "REBOOT": ("다시 켜기", "기기가 꺼졌다 켜져요. 나오던 것이 있으면 나왔는지 알 수 없게 돼요."),
    "UPDATE": ("펌웨어 업데이트", "새 펌웨어를 받아 다시 켜져요. 잘되지 않으면 쓰던 것으로 스스로 돌아가요."),
    "STOP": ("멈추기", "움직이던 모터를 바로 세워요. 나오던 것은 나오지 않은 것이 돼요."),
}
"""By hand from the list, with what each will do. STOP has a button of its own; SET_STOCK is the end of a count."""
COUNT = "재고 맞추기"
STATES = {
    "done": ("ok", "기기가 답했어요"),
    "refused": ("bad", "기기가 거절했어요"),
    "waiting": ("wait", "답을 기다려요"),
    "silent": ("bad", "답이 없었어요"),
}
ERRORS = {
    "E001": "기기가 모르는 명령이에요",
    "E002": "명령의 값이 맞지 않아요",
    "E003": "재고가 없어요",
    "E004": "기기가 움직이는 중이거나 잠겨 있어요",
}
REASONS = {
    "motor_stuck": "모터가 걸렸어요",
    "no_stock": "재고 없음",
    "door_open": "문이 열려 있음",
    "floor_not_reached": "바닥 스위치에 닿지 못함",
    "device_locked": "잠겨 있음",
    "emergency_stop": "멈추기로 멈춤",
    "stale": "너무 오래된 명령",
    "busy": "움직이는 중",
    "download_failed": "파일을 받지 못함",
    "bad_hash": "받은 파일이 맞지 않음",
    "bad_manifest": "파일 목록이 맞지 않음",
    "no_space": "저장 공간이 모자람",
    "flash": "저장하지 못함",
    "interrupted": "도중에 전원이 꺼짐",
    "crashed": "새 펌웨어가 켜지지 않아 되돌림",
    "not_heard": "새 펌웨어가 연결되지 않아 되돌림",
    "not_loadable": "새 펌웨어를 읽을 수 없어 되돌림",
}
_EVENTS = {
    "boot_complete": "켜졌어요",
    "dispense_complete": "나왔어요",
    "dispense_failed": "나오지 않았어요",
    "item_dispensed": "대여: 나왔어요",
    "item_failed": "대여: 나오지 않았어요",
    "item_unknown": "대여: 나왔는지 알 수 없어요",
    "owner_asked": "사람이 정해야 해요",
    "item_moved": "대여를 다른 기기로 옮겼어요",
    "door_opened": "문이 열렸어요",
    "door_closed": "문이 닫혔어요",
    "stock_updated": "재고가 바뀌었어요",
    "stock_low": "재고가 적어요",
    "stock_empty": "재고가 없어요",
    "error": "기기가 오류를 알렸어요",
    "home_failed": "처음 자리로 가지 못했어요",
    "motor_error": "모터 오류",
    "update_complete": "펌웨어가 바뀌었어요",
    "update_failed": "펌웨어를 바꾸지 못했어요",
    "wifi_reconnected": "와이파이에 다시 붙었어요",
    "mqtt_reconnected": "다시 연결됐어요",
    "offline": "연결이 끊겼어요",
    "command": "명령을 보냈어요",
    "command_answered": "명령에 답했어요",
    "dispenser_tripped": "판매를 멈췄어요",
    "dispenser_back": "다시 판매해요",
    "device_registered": "처음 등록됐어요",
    "product_created": "이 기기의 상품이 생겼어요",
}


def command_title(command: Command) -> str:
    """`잠그기`, `재고 맞추기: 9 → 12개`, `펌웨어 업데이트: 3.0.0 → 3.1.0`."""
    if command.cmd == "UPDATE":
        return f"{COMMANDS['UPDATE'][0]}: {command.before or '?'} → {command.version}"
    if command.cmd != "SET_STOCK":
        return COMMANDS.get(command.cmd, (command.cmd, ""))[0]
    before = "" if command.expected is None else f"{command.expected} → "
    return f"{COUNT}: {before}{command.stock}개"


def command_state(command: Command) -> tuple[str, str]:
    """A badge's kind and its words."""
    return STATES.get(command.state, ("off", command.state))


def command_answer(command: Command) -> str:
    """What the dispenser said, or what its silence means."""
    if command.answer:
        return _said(command.answer)
    if command.state == "waiting" and command.cmd == "UPDATE":
        return "기기가 받아서 다시 켜지고 있어요. 몇 분 걸려요."
    if command.state == "waiting":
        return "기기가 꺼져 있으면 켜졌을 때 전해지거나, 늦으면 버려져요."
    return "기기에 닿지 않았을 수 있어요. 연결을 보고 다시 보내세요."


def took(milliseconds: int | None) -> str:
    """`0.023초 걸림`, `1.2초 걸림`, `12초 걸림`."""
    if milliseconds is None:
        return ""
    return f"{milliseconds / 1000:.2g}초 걸림" if milliseconds < 10_000 else f"{milliseconds // 1000}초 걸림"


def event_text(event: Event) -> str:
    """`문이 열렸어요`, `나오지 않았어요: 모터가 걸렸어요`; a kind that has no words is told by its name."""
    text, said = _EVENTS.get(event.type, event.type), event.details
    if event.type == "command":
        return f"{text}: {COMMANDS.get(str(said.get('cmd')), (COUNT, ''))[0]}"
    more = _said(said)
    return f"{text}: {more}" if more else text


def _said(told: Mapping[str, Any]) -> str:
    """The parts of an answer or event that an operator can use."""
    if code := told.get("errorCode"):
        return f"{ERRORS.get(str(code), told.get('errorMessage') or '오류')} ({code})"
    parts = []
    if reason := told.get("reason"):
        parts.append(REASONS.get(str(reason), str(reason)))
    if version := told.get("version"):
        parts.append(f"{told['before']} → {version}" if told.get("before") else str(version))
    if told.get("stock") is not None:
        parts.append(f"재고 {told['stock']}")
    if told.get("doorState"):
        parts.append("문 열림" if told["doorState"] == "open" else "문 닫힘")
    if told.get("locked") is not None:
        parts.append("잠김" if told["locked"] else "잠금 풀림")
    return " · ".join(parts)


FILTERS = {
    "command_title": command_title,
    "command_state": command_state,
    "command_answer": command_answer,
    "took": took,
    "event_text": event_text,
}
