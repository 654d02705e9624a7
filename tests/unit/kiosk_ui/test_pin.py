"""The PIN and the order: one tap or two, an answer or none, one rental."""

import re

import pytest

from tests.unit.kiosk_ui.browser import Browser, element, rental_id, words
from tests.unit.kiosk_ui.fake_api import PIN, FakeApi

ORDER = "POST /api/rentals"
COOKIE = "fbox_kiosk_8080"


@pytest.fixture(autouse=True)
def _at_the_pin(browser: Browser) -> None:
    browser.identify()
    browser.post_cart(P_TOP=1)
    browser.get("/pin")


def test_the_right_pin_leads_to_the_rental(browser: Browser, api: FakeApi) -> None:
    rental = rental_id(browser.post("/pin", pin=PIN))
    assert list(api.rentals) == [rental]


def test_a_double_tap_makes_one_rental(browser: Browser, api: FakeApi) -> None:
    cookie = browser.client.get_cookie("fbox_kiosk_8080")
    assert cookie
    first = rental_id(browser.post("/pin", pin=PIN))
    browser.client.set_cookie("fbox_kiosk_8080", cookie.value)
    assert rental_id(browser.post("/pin", pin=PIN)) == first
    assert api.asked.count(ORDER) == 2
    assert len(api.keys) == len(api.rentals) == 1


def test_a_later_second_tap_asks_the_ledger_nothing_more(browser: Browser, api: FakeApi) -> None:
    first = rental_id(browser.post("/pin", pin=PIN))
    assert rental_id(browser.post("/pin", pin=PIN)) == first
    assert api.asked.count(ORDER) == 1


def test_the_key_of_another_cart_is_another(browser: Browser, api: FakeApi) -> None:
    browser.post("/pin", pin=PIN)
    browser.rent(P_PANTS=1)
    assert len(api.keys) == 2


def test_a_wrong_pin_stays_and_tells_the_tries_left(browser: Browser, api: FakeApi) -> None:
    assert browser.post("/pin", pin="000000").location == "/pin"
    assert "4번 더 입력할 수 있어요" in words(browser.get("/pin"))
    assert not api.rentals


def test_after_a_wrong_pin_the_right_one_rents(browser: Browser) -> None:
    browser.post("/pin", pin="000000")
    browser.get("/pin")
    assert rental_id(browser.post("/pin", pin=PIN))


def test_too_many_wrong_pins_show_how_long_to_wait_also_after_a_reload(browser: Browser, api: FakeApi) -> None:
    api.wrong_pins_left = 0
    browser.post("/pin", pin=PIN)
    for _ in range(2):
        page = browser.get("/pin")
        assert "data-locked" in element(page, "pin-locked")
        assert not element(page, "key-enter")


def test_the_wrong_pin_that_begins_a_wait_shows_it_at_once(browser: Browser, api: FakeApi) -> None:
    api.wrong_pins_left = 1
    browser.post("/pin", pin="000000")
    page = browser.get("/pin")
    assert 'data-locked="2' in element(page, "pin-locked")
    assert re.search(r"4:(30|29) 뒤에 다시 할 수 있어요", words(page))


@pytest.mark.parametrize(("scope", "said"), [("member", "PIN을 잊었다면"), ("kiosk", "이 키오스크에서")])
def test_a_wait_says_whose_it_is(browser: Browser, api: FakeApi, scope: str, said: str) -> None:
    api.wrong_pins_left, api.wait_scope = 0, scope
    browser.post("/pin", pin=PIN)
    assert said in words(browser.get("/pin"))


def test_one_members_wait_is_not_shown_to_the_next(browser: Browser, api: FakeApi) -> None:
    api.wrong_pins_left = 0
    browser.post("/pin", pin=PIN)
    browser.post("/done")
    browser.identify("01010000002")
    browser.post_cart(P_TOP=1)
    assert element(browser.get("/pin"), "key-enter")


@pytest.mark.parametrize("pin", ["", "12345", "1234567", "12345a", "１２３４５６"])
def test_anything_but_six_digits_never_reaches_the_api(browser: Browser, api: FakeApi, pin: str) -> None:
    assert browser.post("/pin", pin=pin).location == "/pin"
    assert ORDER not in api.asked


@pytest.mark.parametrize(
    ("change", "said"), [({"online": False}, "점검에 들어간"), ({"available": 0}, "남은 수량이 줄었어요")]
)
def test_what_another_member_was_quicker_at_leads_back_to_the_cart(
    browser: Browser, api: FakeApi, change: dict[str, object], said: str
) -> None:
    api.products["P-TOP"] |= change
    assert browser.post("/pin", pin=PIN).location == "/cart"
    assert said in words(browser.get("/cart"))


def test_passes_used_up_elsewhere_lead_back_to_the_cart(browser: Browser, api: FakeApi) -> None:
    api.grant("A001", 0)
    assert browser.post("/pin", pin=PIN).location == "/cart"
    assert element(browser.get("/cart"), "insufficient")


def test_an_order_whose_answer_was_lost_is_found_in_the_ledger(browser: Browser, api: FakeApi) -> None:
    api.loses_answer = True
    assert browser.post("/pin", pin=PIN).location == "/pin"
    api.loses_answer = False
    assert rental_id(browser.get("/pin")) in api.rentals


def test_an_order_whose_answer_never_reached_the_browser_is_found_as_well(browser: Browser, api: FakeApi) -> None:
    browser.get("/pin")
    before = browser.client.get_cookie(COOKIE)
    browser.post("/pin", pin=PIN)
    browser.client.set_cookie(COOKIE, before.value if before else "")
    assert rental_id(browser.get("/products")) in api.rentals


def test_an_order_that_never_arrived_can_be_given_again(browser: Browser, api: FakeApi) -> None:
    api.down = True
    browser.post("/pin", pin=PIN)
    api.down = False
    assert "두 번 빌려지지 않아요" in words(browser.get("/pin"))
    assert rental_id(browser.post("/pin", pin=PIN))
    assert len(api.rentals) == 1


def test_an_older_rental_is_not_taken_for_the_lost_order(browser: Browser, api: FakeApi) -> None:
    api.created_at = "2020-01-01T00:00:00.000Z"
    browser.post("/pin", pin=PIN)
    browser.identify()
    browser.post_cart(P_TOP=1)
    api.down = True
    browser.post("/pin", pin=PIN)
    api.down = False
    assert browser.get("/pin").status_code == 200


def test_the_pin_is_in_no_answer_and_no_cookie(browser: Browser) -> None:
    browser.post("/pin", pin="777777")
    browser.get("/pin")
    assert all("777777" not in answer.text + str(answer.headers) for answer in browser.seen)
