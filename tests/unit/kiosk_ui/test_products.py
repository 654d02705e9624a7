"""What can be rented, live, and what cannot be put into a cart by any browser."""

import pytest

from tests.unit.kiosk_ui.browser import OURS, Browser, element, words
from tests.unit.kiosk_ui.fake_api import FakeApi
from tests.unit.kiosk_ui.fake_data import product


@pytest.fixture(autouse=True)
def _identified(browser: Browser) -> None:
    browser.identify()


def test_a_product_shows_its_stock_and_state(browser: Browser) -> None:
    card = element(browser.get("/products"), "product-P-TOP")
    assert 'data-stock="12"' in card
    assert 'data-state="available"' in card


@pytest.mark.parametrize(
    ("name", "state", "reason"), [("P-TOWEL", "empty", "품절"), ("P-SWEAT_TOWEL", "offline", "점검 중")]
)
def test_what_cannot_be_taken_is_shown_with_the_reason_and_without_a_plus(
    browser: Browser, name: str, state: str, reason: str
) -> None:
    page = browser.get("/products")
    assert f'data-state="{state}"' in element(page, f"product-{name}")
    assert element(page, f"reason-{name}")
    assert reason in words(page)
    assert not element(page, f"plus-{name}")


@pytest.mark.parametrize("why_not", ["out_of_order", "checking"])
def test_a_dispenser_that_is_not_offered_is_being_looked_at_however_full_it_is(
    browser: Browser, api: FakeApi, why_not: str
) -> None:
    others = words(browser.get("/products")).count("점검 중")
    api.products["P-TOP"] |= {"stock": 12, "available": 0, "why_not": why_not}
    page = browser.get("/products")
    assert element(page, "reason-P-TOP")
    assert words(page).count("점검 중") == others + 1
    assert not element(page, "plus-P-TOP")


@pytest.mark.lesson(4)
def test_the_fragment_tells_the_stock_of_this_moment(browser: Browser, api: FakeApi) -> None:
    api.products["P-TOP"] |= {"stock": 11, "available": 11}
    fragment = browser.get("/fragments/products")
    assert 'data-stock="11"' in element(fragment, "product-P-TOP")
    assert "<html" not in fragment.text


@pytest.mark.lesson(3)
def test_a_dispenser_back_online_can_be_chosen_at_the_next_look(browser: Browser, api: FakeApi) -> None:
    browser.get("/products")
    api.products["P-SWEAT_TOWEL"]["online"] = True
    assert element(browser.get("/fragments/products"), "plus-P-SWEAT_TOWEL")


def test_categories_come_in_their_order_and_products_in_the_owners(browser: Browser, api: FakeApi) -> None:
    api.products["P-B"] = product(9, "top", "나", "", 3) | {"product_id": "P-B", "display_order": 0}
    api.products["P-A"] = product(8, "top", "가", "", 3) | {"product_id": "P-A", "display_order": 0}
    page = browser.get("/products").text
    order = [page.index(f'"product-{name}"') for name in ("P-A", "P-B", "P-TOP", "P-PANTS", "P-TOWEL")]
    assert order == sorted(order)


def test_a_category_nobody_knows_is_shown_with_the_others(browser: Browser, api: FakeApi) -> None:
    api.products["P-HAT"] = product(9, "hat", "모자", "", 3)
    assert element(browser.get("/products"), "product-P-HAT")


def test_a_dispenser_that_never_said_a_stock_counts_as_empty(browser: Browser, api: FakeApi) -> None:
    api.products["P-TOP"] |= {"stock": None, "available": 0}
    card = element(browser.get("/products"), "product-P-TOP")
    assert 'data-stock=""' in card
    assert 'data-state="empty"' in card


def test_the_cart_survives_a_reload(browser: Browser) -> None:
    browser.put_cart(P_TOP=2)
    assert 'data-quantity="2"' in element(browser.get("/products"), "product-P-TOP")


@pytest.mark.parametrize("name", ["P_SWEAT_TOWEL", "P_TOWEL", "P_NOWHERE"])
def test_a_forged_cart_holds_nothing_that_cannot_be_taken(browser: Browser, name: str) -> None:
    browser.put_cart(**{name: 1})
    browser.post_cart(**{name: 1})
    assert browser.get("/cart").location == "/products"
    assert browser.get("/pin").location == "/products"


def test_a_forged_cart_holds_no_more_than_is_there(browser: Browser) -> None:
    assert 'data-quantity="8"' in element(browser.put_cart(P_PANTS=9), "product-P-PANTS")


def test_a_cart_holds_ten_garments_at_most(browser: Browser) -> None:
    page = browser.put_cart(P_TOP=7, P_PANTS=7)
    assert 'data-total="10"' in page.text
    assert "disabled" in element(page, "plus-P-TOP")


@pytest.mark.parametrize("body", ["[]", '{"P-TOP": "1"}', '{"P-TOP": -1}', '{"P-TOP": true}', "{"])
def test_nonsense_for_a_cart_is_refused(browser: Browser, body: str) -> None:
    answer = browser.client.put("/cart", data=body, headers=OURS, content_type="application/json")
    assert answer.status_code == 400


def test_a_fragment_of_an_ended_visit_says_so_instead_of_a_page(browser: Browser) -> None:
    browser.post("/done")
    assert browser.get("/fragments/products").status_code == 401
    assert browser.put_cart(P_TOP=1).status_code == 401
