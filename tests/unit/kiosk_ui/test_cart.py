"""What was chosen and who pays, before the PIN."""

import pytest

from tests.unit.kiosk_ui.browser import Browser, element, words
from tests.unit.kiosk_ui.fake_api import FakeApi


@pytest.fixture(autouse=True)
def _with_a_cart(browser: Browser) -> None:
    browser.identify()
    browser.post_cart(P_TOP=2, P_PANTS=1)


def test_the_cart_tells_what_will_pay_and_what_remains(browser: Browser) -> None:
    said = words(browser.get("/cart"))
    assert "30회권 쓰고 나면 27회 남아요" in said
    assert "−3회" in said


def test_a_member_without_enough_is_told_plainly_and_cannot_go_on(browser: Browser, api: FakeApi) -> None:
    api.grant("A001", 2)
    page = browser.get("/cart")
    assert element(page, "insufficient")
    assert "이용권을 구매하면" in words(page)
    assert "href" not in element(page, "cart-confirm")


def test_a_member_without_any_pass_can_look_and_is_told(browser: Browser) -> None:
    browser.identify("01010000004")
    assert "쓸 수 있는 이용권이 없어요" in words(browser.get("/products"))
    browser.post_cart(P_TOP=1)
    assert element(browser.get("/cart"), "insufficient")


def test_what_went_offline_in_the_cart_is_named_and_can_be_left_out(browser: Browser, api: FakeApi) -> None:
    api.products["P-PANTS"]["online"] = False
    page = browser.get("/fragments/cart")
    assert 'data-state="offline"' in element(page, "line-P-PANTS")
    assert element(page, "cart-problem")
    assert not element(page, "cart-confirm")
    assert browser.post("/cart/fit").location == "/cart"
    assert element(browser.get("/cart"), "cart-confirm")
    assert not element(browser.get("/cart"), "line-P-PANTS")


def test_when_less_is_left_than_wanted_the_cart_says_how_many(browser: Browser, api: FakeApi) -> None:
    api.products["P-TOP"]["available"] = 1
    assert "남은 수량이 줄었어요 (1개 남음)" in words(browser.get("/cart"))


def test_a_product_the_owner_took_away_is_named_as_such(browser: Browser, api: FakeApi) -> None:
    del api.products["P-TOP"]
    assert 'data-state="gone"' in element(browser.get("/cart"), "line-P-TOP")


def test_what_was_tapped_while_the_api_is_away_is_in_the_cart_when_it_is_back(browser: Browser, api: FakeApi) -> None:
    api.down = True
    browser.post_cart(P_TOP=1, P_TOWEL=30)
    api.down = False
    page = browser.get("/cart")
    assert element(page, "line-P-TOP")
    assert element(page, "line-P-TOWEL")
    assert not element(page, "line-P-PANTS")


def test_the_lines_come_in_the_shelves_order(browser: Browser) -> None:
    page = browser.get("/cart").text
    assert page.index("line-P-TOP") < page.index("line-P-PANTS")
