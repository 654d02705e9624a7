"""The dispensers in the operator's console: as they are now, and what is asked before a command is sent."""

import pytest

from tests.unit.kiosk_ui.browser import Browser, csrf, element, words
from tests.unit.kiosk_ui.fake_api import FakeApi

UUID = "FBOX-02F0B0000001"
PAGE = f"/console/devices/{UUID}"
COMMAND = {
    "cmd": "SET_STOCK", "stock": 12, "expected": 9, "by": "operator", "sent_at": "2026-11-23T06:00:00.100Z",
    "answered_at": None, "milliseconds": None, "answer": None,
}  # fmt: skip
ANSWERED = COMMAND | {
    "state": "done", "answered_at": "2026-11-23T06:00:00.400Z", "milliseconds": 300,
    "answer": {"event": "stock_updated", "stock": 12, "doorState": "closed"},
}  # fmt: skip


def test_devices_are_shown_as_they_are_now(operator: Browser, api: FakeApi) -> None:
    page = operator.get("/console/devices")
    assert 'data-state="offline"' in element(page, "device-FBOX-02F0B0000004")
    api.devices[3]["online"] = True
    assert 'data-state="online"' in element(operator.get("/console/fragments/devices"), "device-FBOX-02F0B0000004")


@pytest.mark.parametrize(("rssi", "told"), [(-58, "좋음"), (-72, "보통"), (-85, "약함"), (None, "모름")])
def test_the_signal_is_told_in_a_word(operator: Browser, api: FakeApi, rssi: int | None, told: str) -> None:
    api.devices[0]["wifi_rssi"] = rssi
    assert f"와이파이 {told}" in words(operator.get(PAGE))


def test_a_dispenser_that_is_not_offered_says_since_when_and_what_to_do(operator: Browser, api: FakeApi) -> None:
    assert not element(operator.get(PAGE), f"tripped-{UUID}")
    api.devices[0]["tripped_at"] = "2026-11-23T06:00:00.123Z"
    page = operator.get(PAGE)
    assert element(page, f"tripped-{UUID}")
    assert "15:00" in words(page)


def test_a_dispenser_that_does_not_exist_has_no_page(operator: Browser) -> None:
    assert operator.get("/console/devices/FBOX-000000000000").status_code == 404


@pytest.mark.parametrize("cmd", ["LOCK", "UNLOCK", "STATUS", "HOME", "REBOOT", "CLEAR_ERROR", "STOP"])
def test_a_command_is_asked_about_and_then_sent(operator: Browser, api: FakeApi, cmd: str) -> None:
    page = operator.get(f"{PAGE}/{cmd}")
    assert not api.commands
    assert operator.post(f"{PAGE}/{cmd}", csrf=csrf(page)).location == PAGE
    assert api.commands == [(UUID, {"cmd": cmd})]
    assert "명령을 보냈어요" in words(operator.get(PAGE))


def test_stop_is_sent_from_the_dispensers_own_page_at_once(operator: Browser, api: FakeApi) -> None:
    page = operator.get(PAGE)
    assert element(page, "stop")
    operator.post(f"{PAGE}/STOP", csrf=csrf(page))
    assert api.commands == [(UUID, {"cmd": "STOP"})]


def test_what_became_of_a_command_is_told(operator: Browser, api: FakeApi) -> None:
    api.devices[0]["commands"] = [
        COMMAND | {"command_id": "cmd_4", "state": "waiting"},
        COMMAND | {"command_id": "cmd_3", "state": "silent"},
        ANSWERED | {"command_id": "cmd_2"},
        ANSWERED | {"command_id": "cmd_1", "state": "refused", "answer": {"event": "error", "errorCode": "E001"}},
    ]
    page = operator.get(PAGE)
    told = words(page)
    for number, state in ((4, "waiting"), (3, "silent"), (2, "done"), (1, "refused")):
        assert f'data-state="{state}"' in element(page, f"command-cmd_{number}")
    assert "재고 맞추기: 9 → 12개" in told
    assert "운영자 · 11월 23일 15:00:00 보냄 · 15:00:00 답 · 0.3초 걸림" in told
    assert "재고 12 · 문 닫힘" in told
    assert "기기가 모르는 명령이에요 (E001)" in told


def test_the_last_events_are_told_in_words(operator: Browser, api: FakeApi) -> None:
    event = {"event_id": 7, "at": "2026-11-23T06:00:00.123Z", "type": "dispense_failed", "severity": "warning"}
    api.devices[0]["last_events"] = [event | {"details": {"reason": "motor_stuck", "stock": 9}}]
    assert "11월 23일 15:00:00 주의 나오지 않았어요: 모터가 걸렸어요 · 재고 9" in words(operator.get(PAGE))


def test_a_count_shows_the_difference_and_is_sent_with_what_was_expected(operator: Browser, api: FakeApi) -> None:
    assert "기기가 아는 재고 12" in words(operator.get(f"{PAGE}/refill"))
    page = operator.get(f"{PAGE}/counted?stock=9")
    assert "차이 -3" in words(page)
    assert not api.commands
    operator.post(f"{PAGE}/counted", csrf=csrf(page), stock="9", expected="12")
    assert api.commands == [(UUID, {"cmd": "SET_STOCK", "stock": 9, "expected": 12})]


def test_a_count_upon_a_stock_that_has_changed_since_is_shown_again(operator: Browser, api: FakeApi) -> None:
    page = operator.get(f"{PAGE}/counted?stock=9")
    api.devices[0]["stock"] = 11
    again = operator.post(f"{PAGE}/counted", csrf=csrf(page), stock="9", expected="12")
    assert again.location == f"{PAGE}/counted?stock=9"
    assert not api.commands
    assert "11개로 바뀌었어요" in words(operator.get(again.location))


def test_a_dispenser_that_never_told_its_stock_can_be_counted(operator: Browser, api: FakeApi) -> None:
    api.devices[0]["stock"] = None
    page = operator.get(f"{PAGE}/counted?stock=9")
    assert "차이 모름" in words(page)
    operator.post(f"{PAGE}/counted", csrf=csrf(page), stock="9", expected="")
    assert api.commands == [(UUID, {"cmd": "SET_STOCK", "stock": 9})]


def test_garments_to_decide_about_come_before_a_count(operator: Browser, api: FakeApi) -> None:
    api.devices[0]["unknown"] = 1
    api.unknown[0]["device_uuid"] = UUID
    assert element(operator.get(f"{PAGE}/refill"), "decide-first")
    page = operator.get(f"{PAGE}/counted?stock=9")
    operator.post(f"{PAGE}/counted", csrf=csrf(page), stock="9", expected="12")
    assert not api.commands
    operator.post(f"{PAGE}/counted", csrf=csrf(page), stock="9", expected="12", anyway="1")
    assert len(api.commands) == 1


def test_another_dispensers_garments_are_no_reason_to_wait(operator: Browser) -> None:
    assert not element(operator.get(f"{PAGE}/refill"), "decide-first")


@pytest.mark.parametrize("stock", ["", "-1", "31", "many"])
def test_a_stock_that_cannot_be_is_refused(operator: Browser, api: FakeApi, stock: str) -> None:
    token = csrf(operator.get(f"{PAGE}/counted?stock=9"))
    assert operator.get(f"{PAGE}/counted?stock={stock}").status_code == 400
    assert operator.post(f"{PAGE}/counted", csrf=token, stock=stock, expected="12").status_code == 400
    assert not api.commands


@pytest.mark.parametrize("cmd", ["DISPENSE", "SET_STOCK", "lock"])
def test_no_other_command_can_be_sent(operator: Browser, api: FakeApi, cmd: str) -> None:
    token = csrf(operator.get(f"{PAGE}/LOCK"))
    assert operator.post(f"{PAGE}/{cmd}", csrf=token).status_code == 404
    assert not api.commands


def test_an_update_is_offered_with_the_version_before_and_after_then_sent(operator: Browser, api: FakeApi) -> None:
    assert not element(operator.get(PAGE), "update")
    assert operator.get(f"{PAGE}/UPDATE").status_code == 404
    api.devices[0]["firmware_offered"] = "3.1.0"
    assert element(operator.get(PAGE), "update")
    page = operator.get(f"{PAGE}/UPDATE")
    assert "지금 3.0.0 → 새로 3.1.0" in words(page)
    assert not api.commands
    operator.post(f"{PAGE}/UPDATE", csrf=csrf(page))
    assert api.commands == [(UUID, {"cmd": "UPDATE"})]


def test_what_became_of_an_update_is_told_in_words(operator: Browser, api: FakeApi) -> None:
    sent = COMMAND | {"cmd": "UPDATE", "stock": None, "expected": None, "version": "3.1.0", "before": "3.0.0"}
    failed = {"event": "update_failed", "reason": "not_heard", "version": "3.1.0"}
    api.devices[0]["commands"] = [
        sent | {"command_id": "cmd_2", "state": "waiting"},
        sent | {"command_id": "cmd_1", "state": "refused", "answer": failed},
    ]
    told = words(operator.get(PAGE))
    assert "펌웨어 업데이트: 3.0.0 → 3.1.0" in told
    assert "몇 분 걸려요" in told
    assert "새 펌웨어가 연결되지 않아 되돌림 · 3.1.0" in told
