"""The operator's console: who gets in, and what waits for him."""

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisGone

from tests.unit.kiosk_ui.browser import Browser, csrf, element, words
from tests.unit.kiosk_ui.conftest import PASSWORD
from tests.unit.kiosk_ui.fake_api import FakeApi


def test_nobody_gets_in_without_the_password(browser: Browser) -> None:
    assert browser.get("/console").location == "/console/login"
    browser.identify()
    assert browser.get("/console").location == "/console/login"


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
    operator.post("/console/logout", csrf=csrf(operator.get("/console")))
    assert operator.get("/console").location == "/console/login"


def test_a_member_leaving_takes_the_operators_login_along(operator: Browser) -> None:
    operator.identify()
    assert operator.get("/console").location == "/console/login"


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
    assert "이미 정해졌어요" in words(operator.get("/console"))


def test_times_are_the_gyms(operator: Browser) -> None:
    assert "11월 23일 15:00:00" in words(operator.get("/console"))


def test_the_queues_are_one_tap_away(operator: Browser) -> None:
    assert ":9181/" in element(operator.get("/console"), "queues")


def test_an_alert_is_told_with_what_to_do_and_where(operator: Browser, api: FakeApi) -> None:
    api.alerts = [alert("low_stock", device_uuid="FBOX-02F0B0000001")]
    for path in ("/console", "/console/alerts"):
        page = operator.get(path)
        assert "재고가 3개 남았습니다." in words(page)
        assert "11월 23일 15:00:00부터" in words(page)
        assert "채우고 재고를 세어 주세요" in words(page)
        assert 'href="/console/devices/FBOX-02F0B0000001"' in element(page, "go-low_stock")


def test_an_alert_that_the_console_does_not_know_is_told_all_the_same(operator: Browser, api: FakeApi) -> None:
    api.alerts = [alert("from_the_future")]
    assert "재고가 3개 남았습니다." in words(operator.get("/console"))


def test_without_alerts_all_is_well(operator: Browser) -> None:
    assert "모두 정상이에요" in words(operator.get("/console/alerts"))


@pytest.mark.parametrize(
    ("state", "told"), [("off", "웹훅 꺼짐"), ("on", "웹훅 켜짐"), ("failing", "받지 않고 있어요")]
)
def test_how_the_webhook_does_is_told(operator: Browser, api: FakeApi, state: str, told: str) -> None:
    api.webhook = state
    assert told in words(operator.get("/console/alerts"))


def alert(code: str, **about: str) -> dict[str, object]:
    return {
        "code": code,
        "severity": "warning",
        "since": "2026-11-23T06:00:00.123Z",
        "text_ko": "수건: 재고가 3개 남았습니다.",
        "about": about,
    }
