"""The operator's console: who gets in, what is asked before anything is sent."""

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisGone

from tests.unit.kiosk_ui.browser import Browser, csrf, element, words
from tests.unit.kiosk_ui.conftest import PASSWORD
from tests.unit.kiosk_ui.fake_api import FakeApi

UUID = "FBOX-02F0B0000001"


@pytest.mark.parametrize("path", ["/console", f"/console/devices/{UUID}/LOCK", "/console/items/itm_9"])
def test_nobody_gets_in_without_the_password(browser: Browser, path: str) -> None:
    assert browser.get(path).location == "/console/login"
    browser.identify()
    assert browser.get(path).location == "/console/login"


def test_the_password_opens_the_console(browser: Browser) -> None:
    assert browser.post("/console/login", password=PASSWORD).location == "/console"
    assert browser.get("/console").status_code == 200


def test_a_wrong_password_does_not(browser: Browser) -> None:
    assert browser.post("/console/login", password="wrong").status_code == 403
    assert browser.get("/console").location == "/console/login"


def test_after_five_wrong_ones_even_the_right_one_waits(browser: Browser) -> None:
    for _ in range(5):
        browser.post("/console/login", password="wrong")
    assert browser.post("/console/login", password=PASSWORD).status_code == 429


def test_without_redis_nobody_can_guess(browser: Browser, redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: object, **__: object) -> None:
        raise RedisGone

    monkeypatch.setattr(redis, "pipeline", gone)
    assert browser.post("/console/login", password=PASSWORD).status_code == 503


def test_logging_out_closes_it(operator: Browser) -> None:
    operator.post("/console/logout")
    assert operator.get("/console").location == "/console/login"


def test_a_member_leaving_takes_the_operators_login_along(operator: Browser) -> None:
    operator.identify()
    assert operator.get("/console").location == "/console/login"


def test_devices_are_shown_as_they_are_now(operator: Browser, api: FakeApi) -> None:
    page = operator.get("/console")
    assert 'data-state="offline"' in element(page, "device-FBOX-02F0B0000004")
    api.devices[3]["online"] = True
    assert 'data-state="online"' in element(operator.get("/console/fragment"), "device-FBOX-02F0B0000004")


def test_a_dispenser_that_is_not_offered_says_since_when_and_what_to_do(operator: Browser, api: FakeApi) -> None:
    assert not element(operator.get("/console"), f"tripped-{UUID}")
    api.devices[0]["tripped_at"] = "2026-11-23T06:00:00.123Z"
    page = operator.get("/console")
    assert element(page, f"tripped-{UUID}")
    assert "15:00" in words(page)


@pytest.mark.parametrize("cmd", ["LOCK", "UNLOCK", "STATUS"])
def test_a_command_is_asked_about_and_then_sent(operator: Browser, api: FakeApi, cmd: str) -> None:
    page = operator.get(f"/console/devices/{UUID}/{cmd}")
    assert not api.commands
    assert operator.post(f"/console/devices/{UUID}/{cmd}", csrf=csrf(page)).location == "/console"
    assert api.commands == [(UUID, {"cmd": cmd})]
    assert "명령을 보냈어요" in words(operator.get("/console"))


def test_the_counted_stock_goes_along(operator: Browser, api: FakeApi) -> None:
    page = operator.get(f"/console/devices/{UUID}/SET_STOCK")
    operator.post(f"/console/devices/{UUID}/SET_STOCK", csrf=csrf(page), stock="9")
    assert api.commands == [(UUID, {"cmd": "SET_STOCK", "stock": 9})]


@pytest.mark.parametrize("stock", ["", "-1", "31", "many"])
def test_a_stock_that_cannot_be_is_refused(operator: Browser, api: FakeApi, stock: str) -> None:
    page = operator.get(f"/console/devices/{UUID}/SET_STOCK")
    assert operator.post(f"/console/devices/{UUID}/SET_STOCK", csrf=csrf(page), stock=stock).status_code == 400
    assert not api.commands


@pytest.mark.parametrize("cmd", ["DISPENSE", "REBOOT", "lock"])
def test_no_other_command_can_be_sent(operator: Browser, api: FakeApi, cmd: str) -> None:
    token = csrf(operator.get(f"/console/devices/{UUID}/LOCK"))
    assert operator.post(f"/console/devices/{UUID}/{cmd}", csrf=token).status_code == 404
    assert not api.commands


def test_a_form_without_the_token_is_refused(operator: Browser, api: FakeApi) -> None:
    assert operator.post(f"/console/devices/{UUID}/LOCK", csrf="").status_code == 403
    assert operator.post("/console/items/itm_9", csrf="forged", outcome="failed").status_code == 403
    assert not api.commands
    assert not api.resolved


def test_an_unknown_garment_is_decided_with_the_consequence_in_words(operator: Browser, api: FakeApi) -> None:
    page = operator.get("/console/items/itm_9")
    assert "되돌릴 수 없어요" in words(page)
    operator.post("/console/items/itm_9", csrf=csrf(page), outcome="failed")
    assert api.resolved == [("itm_9", "failed")]
    assert "돌려주었어요" in words(operator.get("/console"))


def test_a_garment_decided_meanwhile_is_told_as_such(operator: Browser, api: FakeApi) -> None:
    page = operator.get("/console/items/itm_9")
    api.unknown = []
    operator.post("/console/items/itm_9", csrf=csrf(page), outcome="failed")
    assert "되지 않았어요" in words(operator.get("/console"))


def test_times_are_the_gyms(operator: Browser) -> None:
    assert "11월 23일 15:00:00" in words(operator.get("/console"))


def test_the_queues_are_one_tap_away(operator: Browser) -> None:
    assert ":9181/" in element(operator.get("/console"), "queues")


def test_a_fragment_of_an_ended_login_says_so(browser: Browser) -> None:
    assert browser.get("/console/fragment").status_code == 401
