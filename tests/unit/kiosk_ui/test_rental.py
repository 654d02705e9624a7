"""The rental as it happens, its end, and that every way back leads to it."""

import pytest

from tests.unit.kiosk_ui.browser import Browser, element, words
from tests.unit.kiosk_ui.fake_api import FakeApi


@pytest.fixture
def rental(browser: Browser) -> str:
    return browser.rent(P_TOP=2)


def test_items_are_shown_one_by_one_as_they_come(browser: Browser, rental: str) -> None:
    page = browser.get(f"/rentals/{rental}")
    assert 'data-state="pending"' in element(page, "rental-state")
    assert 'data-state="dispensing"' in element(page, f"item-itm_{rental}_0")
    assert 'data-state="reserved"' in element(page, f"item-itm_{rental}_1")
    assert not element(page, "done")
    assert "data-idle" not in page.text


@pytest.mark.parametrize(
    ("states", "ends", "said"),
    [
        (("dispensed", "dispensed"), "complete", "모두 나왔어요"),
        (("dispensed", "failed"), "partial", "차감되지 않았어요"),
        (("failed", "failed"), "failed", "아무것도 차감되지 않았어요"),
        (("dispensed", "unknown"), "checking", "아직 차감 전이에요"),
    ],
)
def test_every_end_is_told_with_what_remains(
    browser: Browser, api: FakeApi, rental: str, states: tuple[str, str], ends: str, said: str
) -> None:
    api.come_out(rental, *states)
    page = browser.get(f"/fragments/rentals/{rental}")
    assert f'data-state="{ends}"' in element(page, "rental-state")
    assert said in words(page)
    assert "30회권 28회" in words(page)
    assert element(page, "done")
    assert "data-return" in page.text


@pytest.mark.parametrize("path", ["/products", "/cart", "/pin"])
def test_the_back_button_ends_at_the_rental(browser: Browser, rental: str, path: str) -> None:
    assert browser.get(path).location == f"/rentals/{rental}"


def test_a_page_out_of_the_browsers_memory_learns_that_the_rental_was_made(browser: Browser, rental: str) -> None:
    assert browser.put_cart(P_TOP=1).status_code == 401
    assert browser.post_cart(P_TOP=1).location == f"/rentals/{rental}"


def test_another_member_does_not_see_it(browser: Browser, rental: str) -> None:
    browser.identify("01010000002")
    assert browser.get(f"/rentals/{rental}").status_code == 404
    assert browser.get(f"/fragments/rentals/{rental}").status_code == 404


def test_a_rental_id_in_a_session_of_another_member_shows_nothing(
    browser: Browser, api: FakeApi, rental: str
) -> None:
    api.rentals[rental]["member_id"] = "A002"
    assert browser.get(f"/rentals/{rental}").status_code == 404


def test_an_ended_visit_does_not_see_it(browser: Browser, rental: str) -> None:
    browser.post("/done")
    assert browser.get(f"/rentals/{rental}").location == "/"
    assert browser.get(f"/fragments/rentals/{rental}").status_code == 401


def test_the_same_members_next_visit_starts_without_it(browser: Browser, rental: str) -> None:
    browser.post("/done")
    browser.identify()
    assert browser.get(f"/rentals/{rental}").status_code == 404
    assert browser.get("/products").status_code == 200
