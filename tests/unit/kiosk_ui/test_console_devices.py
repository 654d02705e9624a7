"""The dispensers in the operator's console: as they are now, and what is asked before a command is sent."""

import pytest

from tests.unit.kiosk_ui.browser import Browser, csrf, element, words
from tests.unit.kiosk_ui.fake_api import FakeApi

UUID = "FBOX-02F0B0000001"
PAGE = f"/console/devices/{UUID}"


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


@pytest.mark.parametrize("cmd", ["LOCK", "UNLOCK", "STATUS", "HOME", "REBOOT", "CLEAR_ERROR"])
def test_a_command_is_asked_about_and_then_sent(operator: Browser, api: FakeApi, cmd: str) -> None:
    page = operator.get(f"{PAGE}/{cmd}")
    assert not api.commands
    assert operator.post(f"{PAGE}/{cmd}", csrf=csrf(page)).location == PAGE
    assert api.commands == [(UUID, {"cmd": cmd})]
    assert "명령을 보냈어요" in words(operator.get(PAGE))


def test_the_counted_stock_goes_along(operator: Browser, api: FakeApi) -> None:
    page = operator.get(f"{PAGE}/SET_STOCK")
    operator.post(f"{PAGE}/SET_STOCK", csrf=csrf(page), stock="9")
    assert api.commands == [(UUID, {"cmd": "SET_STOCK", "stock": 9})]


@pytest.mark.parametrize("stock", ["", "-1", "31", "many"])
def test_a_stock_that_cannot_be_is_refused(operator: Browser, api: FakeApi, stock: str) -> None:
    page = operator.get(f"{PAGE}/SET_STOCK")
    assert operator.post(f"{PAGE}/SET_STOCK", csrf=csrf(page), stock=stock).status_code == 400
    assert not api.commands


@pytest.mark.parametrize("cmd", ["DISPENSE", "lock", "NOTHING"])
def test_no_other_command_can_be_sent(operator: Browser, api: FakeApi, cmd: str) -> None:
    token = csrf(operator.get(f"{PAGE}/LOCK"))
    assert operator.post(f"{PAGE}/{cmd}", csrf=token).status_code == 404
    assert not api.commands
