"""The workbook in the operator's console: how it is, and what can be asked of it."""

import pytest

from tests.unit.kiosk_ui.browser import Browser, csrf, element, words
from tests.unit.kiosk_ui.conftest import PASSWORD
from tests.unit.kiosk_ui.fake_api import FakeApi

LOST = "이 탭은 지금 반영되지 않습니다. 열이 없습니다: name."


def test_a_workbook_that_is_well_says_since_when_and_what_waits(operator: Browser) -> None:
    page = operator.get("/console/workbook")
    assert 'data-state="online"' in element(page, "workbook")
    assert "마지막 동기화 4초 전" in words(page)
    assert "기다리는 줄 12" in words(page)
    assert not element(page, "workbook-error")


@pytest.mark.parametrize(("seconds", "told"), [(61, "61초 전"), (7_300, "2시간 전"), (None, "마지막 동기화 없음")])
def test_one_that_stands_still_says_so(operator: Browser, api: FakeApi, seconds: int | None, told: str) -> None:
    api.workbook["seconds_since_well"] = seconds
    page = operator.get("/console/fragments/workbook")
    assert 'data-state="offline"' in element(page, "workbook")
    assert told in words(page)
    assert "멈춰 있어요" in words(page)


def test_why_it_cannot_be_reached_is_told(operator: Browser, api: FakeApi) -> None:
    api.workbook["error"] = "HTTP 503"
    page = operator.get("/console/workbook")
    assert 'data-state="offline"' in element(page, "workbook")
    assert "(HTTP 503)" in words(page)


def test_the_last_audit_is_a_sentence_with_its_time(operator: Browser, api: FakeApi) -> None:
    page = operator.get("/console/workbook")
    assert "마지막 점검 11월 23일 03:31:00" in words(page)
    assert "장부와 시트가 맞습니다: 12개 탭, 1,234줄." in words(page)
    assert "note" not in element(page, "workbook-audit")
    api.workbook["audit"] = api.workbook["audit"] | {"equal": False}
    assert "note" in element(operator.get("/console/workbook"), "workbook-audit")


def test_before_the_first_audit_there_is_none(operator: Browser, api: FakeApi) -> None:
    api.workbook["audit"] = None
    page = operator.get("/console/workbook")
    assert "마지막 점검 없음" in words(page)
    assert not element(page, "workbook-audit")


def test_a_tab_in_trouble_is_told_in_words_and_restored_after_asking(operator: Browser, api: FakeApi) -> None:
    api.workbook["troubles"] = {"members": LOST}
    page = operator.get("/console/workbook")
    assert element(page, "restore-members")
    assert LOST in words(page)
    asked = operator.get("/console/workbook/restore/members")
    assert LOST in words(asked)
    assert not api.restored
    assert operator.post("/console/workbook/restore/members", csrf=csrf(asked)).location == "/console/workbook"
    assert api.restored == ["members"]
    assert "회원 탭을 장부에서 복구하고 있어요" in words(operator.get("/console/workbook"))


def test_a_tab_that_is_in_order_is_not_offered(operator: Browser) -> None:
    assert not element(operator.get("/console/workbook"), "restore-members")
    assert operator.get("/console/workbook/restore/members").status_code == 404


def test_a_tab_that_does_not_exist_is_told_as_refused(operator: Browser, api: FakeApi) -> None:
    token = csrf(operator.get("/console/workbook/audit"))
    operator.post("/console/workbook/restore/nothing", csrf=token)
    assert not api.restored
    assert "되지 않았어요: tab: one of" in words(operator.get("/console/workbook"))


def test_an_audit_is_asked_about_and_then_started(operator: Browser, api: FakeApi) -> None:
    page = operator.get("/console/workbook/audit")
    assert "한 줄씩 비교합니다" in words(page)
    assert api.audits == 0
    assert operator.post("/console/workbook/audit", csrf=csrf(page)).location == "/console/workbook"
    assert api.audits == 1
    assert "점검을 시작했어요" in words(operator.get("/console/workbook"))


@pytest.mark.parametrize("path", ["/console/workbook/audit", "/console/workbook/restore/members"])
def test_nothing_is_done_without_the_password_and_the_token(browser: Browser, api: FakeApi, path: str) -> None:
    assert browser.get(path).location == "/console/login"
    browser.post("/console/login", password=PASSWORD)
    assert browser.post(path, csrf="forged").status_code == 403
    assert (api.audits, api.restored) == (0, [])


def test_a_workbook_with_markup_in_its_words_shows_it_as_text(operator: Browser, api: FakeApi) -> None:
    api.workbook |= {"error": "<script>x</script>", "troubles": {"<b>": "<i>"}}
    page = operator.get("/console/workbook")
    assert "<script>x" not in page.text
    assert "<b><" not in page.text
