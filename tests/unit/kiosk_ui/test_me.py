"""A member's cards and last rentals, and the size he wears first."""

import pytest

from tests.unit.kiosk_ui.browser import Browser, element, words
from tests.unit.kiosk_ui.fake_api import FakeApi
from tests.unit.kiosk_ui.fake_data import product, voucher


@pytest.fixture(autouse=True)
def _identified(browser: Browser, api: FakeApi) -> None:
    spent = voucher("pas_v", "금액권", 0, "exhausted") | {"valid_until": "2026-12-30T16:00:00.000Z"}
    api.passes["A001"].append(spent)
    browser.identify()


def test_the_cards_tell_what_is_left_until_when_and_how_they_are(browser: Browser) -> None:
    page = browser.get("/me")
    assert 'data-state="exhausted"' in element(page, "card-pas_v")
    assert "금액권 다 썼어요 · 12월 31일까지 0원" in words(page)
    assert "30회권 사용 중 · 기한 없음 30회" in words(page)


def test_the_rentals_tell_what_came_out_and_what_did_not(browser: Browser, api: FakeApi) -> None:
    rental = browser.rent(P_TOP=2, P_PANTS=1)
    api.come_out(rental, "failed", "dispensed", "dispensed")
    browser.post("/done")
    browser.identify()
    page = browser.get("/me")
    assert 'data-state="partial"' in element(page, f"past-{rental}")
    assert "운동복 상의 105 ×2 나오지 않음: 운동복 하의 100" in words(page)


def test_who_never_rented_is_told_so(browser: Browser) -> None:
    assert element(browser.get("/me"), "no-rentals")


@pytest.mark.parametrize(("came", "back"), [("cart", "/cart"), ("products", "/products"), ("//evil", "/products")])
def test_the_way_back_leads_where_he_was_and_nowhere_else(browser: Browser, came: str, back: str) -> None:
    assert f'href="{back}"' in element(browser.get(f"/me?from={came}"), "me-back")


def test_only_a_member_sees_his_cards(browser: Browser) -> None:
    browser.post("/done")
    assert browser.get("/me").location == "/"


def test_during_a_rental_the_rental_is_shown(browser: Browser) -> None:
    rental = browser.rent(P_TOP=1)
    assert browser.get("/me").location == f"/rentals/{rental}"


def test_the_size_that_came_out_last_comes_first_and_is_marked(browser: Browser, api: FakeApi) -> None:
    smaller = product(7, "top", "운동복 상의 95", "95", 3)
    api.products["P-TOP-S"] = smaller | {"product_id": "P-TOP-S", "display_order": 0}
    page = browser.get("/products")
    assert page.text.index("product-P-TOP-S") < page.text.index('"product-P-TOP"')
    assert not element(page, "his-P-TOP")
    rental = browser.rent(P_TOP=1)
    api.come_out(rental, "dispensed")
    browser.post("/done")
    browser.identify()
    page = browser.get("/products")
    assert page.text.index('"product-P-TOP"') < page.text.index("product-P-TOP-S")
    assert element(page, "his-P-TOP")
    assert not element(page, "his-P-TOP-S")


def test_who_has_nothing_to_pay_with_may_look_and_is_told_how_to_get_a_pass(browser: Browser) -> None:
    browser.identify("01010000004")
    page = browser.get("/products")
    assert element(page, "no-pass")
    assert "데스크에서 구매하면" in words(page)
    assert element(page, "plus-P-TOP")
