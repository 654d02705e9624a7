"""Who pays what, between cart and PIN: seen, split, carried on, and begun anew when the world has changed."""

import pytest

from tests.unit.kiosk_ui.browser import Browser, element, rental_id, words
from tests.unit.kiosk_ui.fake_api import PIN, FakeApi
from tests.unit.kiosk_ui.fake_data import charge, pass_, subscription, voucher

ME = "A001"


@pytest.fixture(autouse=True)
def _with_two_vouchers_and_a_cart(browser: Browser, api: FakeApi) -> None:
    count, first = pass_("pas_c", "30회권", 30), voucher("pas_v", "금액권", 8000)
    api.passes[ME] = [count, first, voucher("pas_w", "보너스", 1500)]
    api.ways[ME] = [[charge(count, 2)], [charge(first, 2000)]]
    browser.identify()
    browser.post_cart(P_TOP=2)


def basis(browser: Browser) -> str:
    return browser.get("/pay").text.partition('name="basis" value="')[2].partition('"')[0]


def choose(browser: Browser, way: str = "1", upon: str = "", **won: str) -> str:
    """Where the browser is led."""
    told = {"way": way, "basis": upon or basis(browser)} | {f"won-{one}": amount for one, amount in won.items()}
    return str(browser.post("/pay", None, **told).location)


def test_with_one_way_to_pay_there_is_no_such_screen(browser: Browser, api: FakeApi) -> None:
    api.ways[ME] = api.ways[ME][:1]
    assert 'href="/pin"' in element(browser.get("/cart"), "cart-confirm")
    assert browser.get("/pay").location == "/pin"
    assert browser.get("/pin").status_code == 200


def test_with_several_the_cart_leads_there_and_the_pin_waits_for_it(browser: Browser) -> None:
    assert 'href="/pay"' in element(browser.get("/cart"), "cart-confirm")
    assert browser.get("/pin").location == "/pay"


def test_every_way_is_shown_and_its_parts_with_the_sum(browser: Browser) -> None:
    page = browser.get("/pay?way=1")
    assert "aria-current" in element(page, "way-1")
    assert "aria-current" not in element(page, "way-0")
    assert element(page, "voucher-pas_w").startswith("<button")
    assert "낼 금액 2,000원 고른 금액 2,000원" in words(page)


def test_a_way_without_vouchers_needs_no_split(browser: Browser) -> None:
    page = browser.get("/pay")
    assert "30회권 쓰고 나면 28회 남아요 −2회" in words(page)
    assert not element(page, "vouchers")
    assert choose(browser, way="0") == "/pin"


def test_the_chosen_split_goes_with_the_order(browser: Browser, api: FakeApi) -> None:
    assert choose(browser, pas_v="500", pas_w="1500") == "/pin"
    browser.get("/pin")
    rental_id(browser.post("/pin", pin=PIN))
    assert api.charged == [{"pas_v": 500, "pas_w": 1500}]


def test_the_split_is_shown_again_on_the_way_back(browser: Browser) -> None:
    choose(browser, pas_v="500", pas_w="1500")
    assert 'href="/pay"' in element(browser.get("/pin"), "pin-back")
    assert 'name="won-pas_w" value="1500"' in browser.get("/pay").text
    assert "보너스 쓰고 나면 0원 남아요" in words(browser.get("/cart"))


@pytest.mark.parametrize("won", [{"pas_v": "1999"}, {"pas_v": "2001"}, {"pas_w": "2000"}, {"pas_v": "x"}, {}])
def test_a_forged_split_that_does_not_add_up_stays_at_the_screen(browser: Browser, won: dict[str, str]) -> None:
    assert choose(browser, **won) == "/pay?way=1"
    assert "금액이 딱 맞지 않았어요" in words(browser.get("/pay"))
    assert browser.get("/pin").location == "/pay"


def test_another_split_is_another_order_and_the_same_one_is_not(browser: Browser) -> None:
    keys = []
    for won in ({"pas_v": "2000"}, {"pas_v": "2000"}, {"pas_v": "500", "pas_w": "1500"}):
        choose(browser, **won)
        browser.get("/pin")
        with browser.client.session_transaction() as session:
            keys.append(session["key"])
    assert keys[0] == keys[1] != keys[2]


def test_a_double_tap_with_a_split_makes_one_rental(browser: Browser, api: FakeApi) -> None:
    choose(browser, pas_v="2000")
    browser.get("/pin")
    cookie = browser.client.get_cookie("fbox_kiosk_8080")
    assert cookie
    first = rental_id(browser.post("/pin", pin=PIN))
    browser.client.set_cookie("fbox_kiosk_8080", cookie.value)
    assert rental_id(browser.post("/pin", pin=PIN)) == first
    assert len(api.charged) == len(api.rentals) == 1


def test_after_a_lost_answer_the_split_and_its_key_stay(browser: Browser, api: FakeApi) -> None:
    choose(browser, pas_v="2000")
    browser.get("/pin")
    api.down = True
    browser.post("/pin", pin=PIN)
    api.down = False
    assert browser.get("/pin").status_code == 200
    rental_id(browser.post("/pin", pin=PIN))
    assert api.charged == [{"pas_v": 2000}]


@pytest.mark.parametrize("path", ["/pay", "/products", "/cart", "/pin"])
def test_the_back_button_ends_at_the_rental(browser: Browser, path: str) -> None:
    choose(browser, pas_v="2000")
    browser.get("/pin")
    rental = rental_id(browser.post("/pin", pin=PIN))
    assert browser.get(path).location == f"/rentals/{rental}"


def test_another_cart_begins_the_split_anew_and_says_so(browser: Browser) -> None:
    choose(browser, pas_v="500", pas_w="1500")
    browser.post_cart(P_PANTS=2)
    assert browser.get("/pin").location == "/pay"
    page = browser.get("/pay")
    assert "새로 나눈 것을 확인해 주세요" in words(page)
    assert "새로 나눈 것을 확인해 주세요" not in words(browser.get("/pay"))


def test_a_voucher_spent_elsewhere_is_noticed_on_the_screen_itself(browser: Browser, api: FakeApi) -> None:
    was = basis(browser)
    assert not element(browser.get(f"/fragments/pay?basis={was}"), "pay-problem")
    api.passes[ME][1]["remaining"] = 3000
    assert element(browser.get(f"/fragments/pay?basis={was}"), "pay-problem")
    assert choose(browser, upon=was, pas_v="2000") == "/pay?way=1"


def test_a_voucher_spent_elsewhere_at_the_last_moment_leads_back_to_the_split(browser: Browser, api: FakeApi) -> None:
    choose(browser, pas_v="2000")
    browser.get("/pin")
    api.passes[ME][1]["remaining"] = 100
    assert browser.post("/pin", pin=PIN).location == "/pay"
    assert not api.rentals


@pytest.mark.parametrize("change", [{"online": False}, {"available": 0}])
def test_what_cannot_be_taken_any_more_is_said_on_the_screen_and_leads_to_the_cart(
    browser: Browser, api: FakeApi, change: dict[str, object]
) -> None:
    was = basis(browser)
    api.products["P-TOP"] |= change
    assert element(browser.get(f"/fragments/pay?basis={was}"), "pay-problem")
    assert browser.post("/pay", way="0", basis=was).location == "/cart"
    assert browser.get("/pay").location == "/cart"


def test_a_used_up_day_falling_to_the_voucher_is_shown_as_such(browser: Browser, api: FakeApi) -> None:
    api.passes[ME].append(subscription("pas_s", "월정기", top=0))
    for path in ("/cart", "/pay?way=1"):
        page = browser.get(path)
        assert element(page, "short-top")
    assert "구독권은 오늘 상의 몫을 다 썼어요. 나머지는 금액권에서 나가요." in words(page)


def test_prices_are_shown_to_who_has_a_voucher_only(browser: Browser, api: FakeApi) -> None:
    assert element(browser.get("/products"), "price-P-TOP")
    assert "2,000원" in words(browser.get("/cart"))
    api.passes[ME], api.ways[ME] = api.passes[ME][:1], api.ways[ME][:1]
    assert not element(browser.get("/products"), "price-P-TOP")
    assert "2,000원" not in words(browser.get("/cart"))


def test_with_an_empty_cart_there_is_nothing_to_pay(browser: Browser) -> None:
    browser.post_cart()
    assert browser.get("/pay").location == "/products"


def test_without_the_api_the_screen_waits_and_comes_back(browser: Browser, api: FakeApi) -> None:
    api.down = True
    assert 'data-again="/pay"' in element(browser.get("/pay"), "gone")


def test_the_amounts_that_the_page_writes_itself_are_in_the_language_too(browser: Browser) -> None:
    browser.get("/pay?way=1")
    browser.post("/language", lang="en")
    assert 'data-won="₩0"' in browser.get("/pay?way=1").text
