"""A browser at 600×1024 in front of the whole stack with the real firmware."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.support.kiosk import Kiosk, kiosks, next_visit
from tests.support.renting import Renter
from tests.support.stack import Stack, StackOptions

STACK = StackOptions(motor_ms=400, heartbeat_interval=2)
TOWEL = "P-TOWEL"
TOP = "P-TOP-105"
PANTS = "P-PANTS-100"


@pytest.fixture
def kiosk(screen: BrowserContext, stack: Stack) -> Iterator[Kiosk]:
    with next_visit(screen, stack) as one:
        yield one
        assert one.errors == []
        assert one.hosts <= {stack.kiosk_url.removeprefix("http://")}


@pytest.fixture
def renter(stack: Stack) -> Renter:
    return Renter(stack)


def test_a_member_rents_and_sees_each_garment_come_out(kiosk: Kiosk, renter: Renter, stack: Stack) -> None:
    kiosk.page.goto(stack.kiosk_url)
    kiosk.touch("10000001")
    kiosk.at("key-enter").tap()
    kiosk.page.wait_for_url("**/products")
    kiosk.take(TOP)
    kiosk.take(TOWEL, 2)
    kiosk.go_to_pin()
    kiosk.touch(stack.demo["pin"])
    kiosk.at("key-enter").tap()
    kiosk.wait_for("pending")
    expect(kiosk.page.locator("[data-testid^='item-'][data-state='dispensed']").first).to_be_visible()
    kiosk.wait_for("complete")
    expect(kiosk.at("remaining")).to_contain_text(str(renter.remaining()))
    assert renter.charged() == renter.came_out() == 3
    kiosk.at("done").tap()
    expect(kiosk.at("phone")).to_be_visible()


@pytest.mark.lesson(4)
def test_the_stock_on_the_screen_follows_the_device_without_a_reload(
    kiosk: Kiosk, renter: Renter, stack: Stack
) -> None:
    kiosk.identify()
    kiosk.page.evaluate("window.kept = true")
    before = renter.products()[PANTS]["stock"]
    card = kiosk.at(f"product-{PANTS}")
    expect(card).to_have_attribute("data-stock", str(before))
    renter.wait_settled(renter.rent(PANTS))
    expect(card).to_have_attribute("data-stock", str(before - 1))
    assert kiosk.page.evaluate("window.kept")


@pytest.mark.lesson(9)
def test_a_dispenser_without_power_is_shown_with_the_reason_and_cannot_be_picked(kiosk: Kiosk, stack: Stack) -> None:
    kiosk.identify()
    stack.supervised.stop("board-4")
    card = kiosk.at("product-P-SWEAT-TOWEL")
    try:
        expect(card).to_have_attribute("data-state", "offline", timeout=30_000)
        expect(kiosk.at("reason-P-SWEAT-TOWEL")).to_be_visible()
        expect(kiosk.at("plus-P-SWEAT-TOWEL")).to_have_count(0)
    finally:
        stack.supervised.start("board-4")
    expect(card).to_have_attribute("data-state", "available", timeout=30_000)


def test_a_wrong_pin_is_told_and_costs_nothing(kiosk: Kiosk, renter: Renter, stack: Stack) -> None:
    kiosk.identify()
    kiosk.take(TOWEL)
    kiosk.go_to_pin()
    kiosk.give_pin("000000")
    expect(kiosk.at("note")).to_contain_text("4")
    assert renter.charged() == 0
    kiosk.give_pin()
    kiosk.wait_for("complete")
    assert renter.charged() == renter.came_out() == 1


def test_a_reload_while_garments_come_out_ends_where_the_ledger_is(kiosk: Kiosk, renter: Renter) -> None:
    kiosk.identify()
    kiosk.take(TOWEL, 2)
    kiosk.go_to_pin()
    kiosk.give_pin()
    kiosk.wait_for("pending")
    kiosk.page.reload()
    kiosk.wait_for("complete")
    kiosk.page.go_back()
    assert renter.charged() == renter.came_out() == 2


def test_a_double_tap_on_the_last_button_is_one_rental(kiosk: Kiosk, renter: Renter, stack: Stack) -> None:
    kiosk.identify()
    kiosk.take(TOWEL)
    kiosk.go_to_pin()
    kiosk.type(stack.demo["pin"])
    kiosk.page.evaluate("() => { const b = document.querySelector('[data-testid=key-enter]'); b.click(); b.click() }")
    kiosk.wait_for("complete")
    assert renter.charged() == renter.came_out() == 1


def test_a_garment_nobody_can_tell_of_is_shown_as_checking(kiosk: Kiosk, renter: Renter, stack: Stack) -> None:
    stack.boards[0].inject({"fault": "power_cut"})
    kiosk.identify()
    kiosk.take(TOP)
    kiosk.go_to_pin()
    kiosk.give_pin()
    kiosk.wait_for("checking")
    for item in stack.api.get("/api/items?state=unknown").json()["items"]:
        stack.api.post(f"/api/items/{item['item_id']}/resolution", json={"outcome": "failed"})
    assert renter.charged() == renter.came_out() == 0


@pytest.mark.parametrize(("phone", "told"), [("010-1000-0005", "정지된"), ("010-9999-9999", "등록되지 않은")])
def test_who_may_not_rent_is_told_so(kiosk: Kiosk, phone: str, told: str) -> None:
    kiosk.give_phone(phone)
    expect(kiosk.at("note")).to_contain_text(told)


def test_two_kiosks_rent_at_the_same_time(chromium: Browser, stack: Stack, renter: Renter) -> None:
    with kiosks(chromium, stack, 2) as two:
        for kiosk, phone in zip(two, ("010-1000-0001", "010-1000-0003"), strict=True):
            kiosk.identify(phone)
            kiosk.take(TOWEL)
            kiosk.go_to_pin()
            kiosk.type(stack.demo["pin"])
        for kiosk in two:
            kiosk.at("key-enter").tap()
        for kiosk in two:
            kiosk.wait_for("complete")
    assert renter.came_out() == 2
