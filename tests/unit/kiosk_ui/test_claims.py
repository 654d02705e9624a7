"""Nothing came out, says the member on the last screen, and is answered there."""

import pytest

from tests.unit.kiosk_ui.browser import Browser, element, words
from tests.unit.kiosk_ui.fake_api import FakeApi

ASKED = "POST /api/items"


@pytest.fixture
def rental(browser: Browser, api: FakeApi) -> str:
    made = browser.rent(P_TOP=2)
    api.come_out(made, "dispensed", "failed")
    return made


def claim(browser: Browser, rental: str, number: int = 0) -> str:
    return str(browser.post(f"/rentals/{rental}/claims", item=f"itm_{rental}_{number}").location)


def test_only_a_garment_that_counts_as_come_out_can_be_claimed(browser: Browser, rental: str) -> None:
    page = browser.get(f"/rentals/{rental}")
    assert element(page, f"nothing-itm_{rental}_0")
    assert not element(page, f"nothing-itm_{rental}_1")


def test_nothing_is_claimed_while_things_are_still_coming_out(browser: Browser, api: FakeApi, rental: str) -> None:
    api.come_out(rental, "dispensed", "dispensing")
    assert not element(browser.get(f"/rentals/{rental}"), f"nothing-itm_{rental}_0")


@pytest.mark.parametrize(
    ("verdict", "said"),
    [("given_back", "돌려드렸어요"), ("came_out", "꺼내는 곳을 한 번 더"), ("checking", "직원이 확인할게요")],
)
def test_the_answer_stands_beside_the_garment_at_once(
    browser: Browser, api: FakeApi, rental: str, verdict: str, said: str
) -> None:
    api.verdict = verdict
    assert claim(browser, rental) == f"/rentals/{rental}"
    page = browser.get(f"/rentals/{rental}")
    assert said in words(page)
    assert not element(page, f"nothing-itm_{rental}_0")


def test_too_late_leads_to_the_desk(browser: Browser, api: FakeApi, rental: str) -> None:
    api.verdict = ""
    claim(browser, rental)
    assert "데스크에 말씀해 주세요" in words(browser.get(f"/rentals/{rental}"))


def test_a_garment_of_another_rental_is_asked_for_by_nobody(browser: Browser, api: FakeApi, rental: str) -> None:
    assert browser.post(f"/rentals/{rental}/claims", item="itm_other").status_code == 404
    browser.identify("01010000002")
    assert browser.post(f"/rentals/{rental}/claims", item=f"itm_{rental}_0").status_code == 404
    assert not [one for one in api.asked if one.startswith(ASKED)]


def test_an_unanswered_claim_waits_at_the_rental(browser: Browser, api: FakeApi, rental: str) -> None:
    api.down = True
    answer = browser.post(f"/rentals/{rental}/claims", item=f"itm_{rental}_0")
    assert f'data-again="/rentals/{rental}"' in element(answer, "gone")
