"""The language and the large view: one button each, keeping where and what the visit is."""

import re

import pytest

from services.kiosk_ui import words as tables
from tests.unit.kiosk_ui.browser import Browser, element, words
from tests.unit.kiosk_ui.fake_api import PIN, FakeApi


def key_of(browser: Browser) -> str:
    with browser.client.session_transaction() as session:
        return str(session.get("key", ""))


def test_the_kiosk_begins_in_korean_and_offers_english_in_english(browser: Browser) -> None:
    page = browser.get("/")
    assert '<html lang="ko">' in page.text
    assert 'value="en"' in element(page, "language")
    assert "English" in words(page)


@pytest.mark.parametrize(("lang", "said"), [("en", "What would you like?"), ("zh", "请选择要租借的物品")])
def test_the_language_button_leads_back_to_the_same_screen_in_that_language(
    browser: Browser, lang: str, said: str
) -> None:
    browser.identify()
    assert browser.post("/language", lang=lang, back="/products").location == "/products"
    page = browser.get("/products")
    assert f'<html lang="{lang}">' in page.text
    assert said in words(page)
    assert said in words(browser.get("/fragments/products"))


@pytest.mark.parametrize("lang", tables.LANGUAGES)
def test_every_screen_of_a_rental_is_in_the_language(browser: Browser, api: FakeApi, lang: str) -> None:
    browser.post("/language", lang=lang, back="/")
    rental = browser.rent(P_TOP=1)
    api.come_out(rental, "dispensed")
    pages = [browser.get(f"/rentals/{rental}"), browser.get("/nowhere")]
    assert tables.text(lang, "rental.complete") in words(pages[0])
    assert tables.text(lang, "message.no_page") in words(pages[1])


def test_a_switch_keeps_the_cart_and_the_orders_key(browser: Browser, api: FakeApi) -> None:
    browser.identify()
    browser.post_cart(P_TOP=2)
    browser.get("/pin")
    key = key_of(browser)
    browser.post("/language", lang="en", back="/pin")
    browser.post("/view", view="large", back="/pin")
    assert key_of(browser) == key != ""
    browser.post("/pin", pin=PIN)
    assert len(next(iter(api.rentals.values()))["items"]) == 2
    assert list(api.keys) == [key]


def test_the_large_view_is_on_every_screen_until_it_is_switched_off(browser: Browser) -> None:
    browser.post("/view", view="large", back="/")
    browser.identify()
    assert 'data-view="large"' in browser.get("/products").text
    assert 'data-view="large"' in browser.get("/nowhere").text
    browser.post("/view", view="", back="/products")
    assert 'data-view="large"' not in browser.get("/products").text


def test_a_number_that_is_not_known_is_told_in_the_language(browser: Browser) -> None:
    browser.post("/language", lang="en", back="/")
    browser.identify("01099999999")
    assert "not registered" in words(browser.get("/"))


def test_the_next_member_finds_the_screen_as_always(browser: Browser) -> None:
    browser.identify()
    browser.post("/language", lang="zh", back="/products")
    browser.post("/view", view="large", back="/products")
    browser.post("/done")
    page = browser.get("/")
    assert '<html lang="ko">' in page.text
    assert "data-rests" in page.text


def test_a_start_screen_in_another_language_goes_back_by_itself(browser: Browser) -> None:
    browser.post("/language", lang="en", back="/")
    page = browser.get("/").text
    assert "data-idle" in page
    assert "data-rests" not in page


@pytest.mark.parametrize(
    "back", ["", "https://elsewhere.invalid/", "//elsewhere.invalid", "/console", "/\\elsewhere"]
)
def test_the_buttons_lead_nowhere_else(browser: Browser, back: str) -> None:
    assert browser.post("/language", lang="en", back=back).location == "/"


def test_another_site_cannot_press_them(browser: Browser) -> None:
    assert browser.post("/view", headers={"Origin": "http://elsewhere.invalid"}, view="large").status_code == 403


def test_a_language_nobody_speaks_is_korean(browser: Browser) -> None:
    browser.post("/language", lang="xx", back="/")
    assert '<html lang="ko">' in browser.get("/").text


def test_the_buttons_of_an_error_lead_to_the_screen_it_came_from(browser: Browser, api: FakeApi) -> None:
    api.down = True
    page = browser.identify()
    assert page.status_code == 503
    assert set(re.findall(r'name="back" value="([^"]*)"', page.text)) == {"/"}


def test_the_console_is_korean_and_has_neither_button(browser: Browser) -> None:
    browser.post("/language", lang="en", back="/")
    page = browser.get("/console/login")
    assert '<html lang="ko">' in page.text
    assert not element(page, "language")
