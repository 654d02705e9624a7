"""Who is at the kiosk: the phone number, and what a stranger or a suspended member is told."""

import re
import time

import pytest

from tests.unit.kiosk_ui.browser import Browser, element, words
from tests.unit.kiosk_ui.fake_api import FakeApi


def test_a_known_number_leads_to_the_products_with_a_masked_name_and_what_is_left(browser: Browser) -> None:
    assert browser.identify().location == "/products"
    page = browser.get("/products")
    assert "김*늘 님" in words(page)
    assert "김하늘" not in page.text
    assert "30회권 30회" in words(page)


@pytest.mark.parametrize(
    ("phone", "said"),
    [("01099999999", "등록되지 않은 번호"), ("01010000005", "이용이 정지된 회원"), ("010", "끝까지 눌러")],
)
def test_who_may_not_rent_stays_at_the_start_and_is_told_why(browser: Browser, phone: str, said: str) -> None:
    assert browser.identify(phone).location == "/"
    assert said in words(browser.get("/"))
    assert browser.get("/products").location == "/"


@pytest.mark.parametrize("typed", ["1010000001", "+82 10-1000-0001", "0082 10 1000 0001", "+82 (0)10 1000 0001"])
def test_what_a_number_means_is_left_to_the_api(browser: Browser, api: FakeApi, typed: str) -> None:
    browser.identify(typed)
    assert api.asked == ["POST /api/members/identify"]


@pytest.mark.parametrize("typed", ["", "0101234", "010123456789012"])
def test_what_can_be_no_number_is_not_asked_for(browser: Browser, api: FakeApi, typed: str) -> None:
    browser.identify(typed)
    assert not api.asked


def test_too_many_unknown_numbers_show_how_long_to_wait_also_after_a_reload(browser: Browser, api: FakeApi) -> None:
    api.misses_left = -1
    browser.identify()
    for _ in range(2):
        page = browser.get("/")
        assert "data-locked" in element(page, "lookup-locked")
        assert not element(page, "key-enter")
        assert "등록되지 않은 번호가 여러 번" in words(page)


def test_the_unknown_number_that_begins_a_wait_shows_it_at_once(browser: Browser, api: FakeApi) -> None:
    api.misses_left = 0
    browser.identify("01099999999")
    assert re.search(r"0:0[45] 뒤에 다시 할 수 있어요", words(browser.get("/")))


def test_after_the_wait_the_keypad_is_back(browser: Browser, api: FakeApi, monkeypatch: pytest.MonkeyPatch) -> None:
    api.misses_left = -1
    browser.identify()
    later = time.time() + 5
    monkeypatch.setattr("services.kiosk_ui.visit.time.time", lambda: later)
    assert element(browser.get("/"), "key-enter")


def test_what_was_said_is_not_said_to_the_next_member(browser: Browser) -> None:
    browser.identify("01099999999")
    browser.get("/")
    assert "등록되지 않은 번호" not in words(browser.get("/"))


def test_the_start_tells_what_there_is(browser: Browser) -> None:
    said = words(browser.get("/"))
    assert "상의 12개" in said
    assert "수건 품절" in said
    assert "땀수건 점검 중" in said


@pytest.mark.parametrize("path", ["/products", "/cart", "/pin", "/rentals/rnt_1"])
def test_nobody_sees_a_members_step_without_being_identified(browser: Browser, path: str) -> None:
    assert browser.get(path).location == "/"


def test_leaving_forgets_the_member(browser: Browser) -> None:
    browser.identify()
    browser.put_cart(P_TOP=1)
    assert browser.post("/done").location == "/"
    assert browser.get("/products").location == "/"


def test_the_next_member_finds_an_empty_cart(browser: Browser) -> None:
    browser.identify()
    browser.put_cart(P_TOP=1)
    browser.identify("01010000002")
    assert browser.get("/cart").location == "/products"


def test_a_reload_of_the_start_leads_an_identified_member_on(browser: Browser) -> None:
    browser.identify()
    assert browser.get("/").location == "/products"


def test_every_keypad_key_has_its_hook(browser: Browser) -> None:
    page = browser.get("/")
    assert all(element(page, f"key-{key}") for key in [*range(10), "back", "clear", "enter"])


def test_a_member_suspended_in_the_middle_of_a_visit_is_led_out_calmly(browser: Browser, api: FakeApi) -> None:
    browser.identify()
    browser.put_cart(P_TOP=1)
    api.members["A001"]["status"] = "suspended"
    assert browser.get("/cart").location == "/"
    assert "이용이 정지된 회원" in words(browser.get("/"))
