"""What becomes of a member's case on the screen, and of his passes in the ledger: the whole stack, one member a test.

One dispenser has the real firmware; two are doubles, whose stock and mechanism a test has in its hand.
"""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.support.field_device import FieldDevice
from tests.support.guest import PIN, Guest
from tests.support.kiosk import Kiosk, next_visit
from tests.support.servers import eventually
from tests.support.stack import Stack, StackOptions

STACK = StackOptions(boards=1, motor_ms=300, heartbeat_interval=30)
TOP, OTHER_TOP, TOWEL = "P-TOP-105", "P-TOP-100", "P-TOWEL"
STOCK = 20
TEN = {"kind": "count", "count": 10}


@pytest.fixture(scope="module")
def doubles(stack: Stack) -> Iterator[dict[str, FieldDevice]]:
    """By product id."""
    kinds = {OTHER_TOP: ("top", "100", "운동복 상의 100"), TOWEL: ("towel", "", "수건")}
    port = stack.settings.mqtt.port or 1883
    with ExitStack() as on:
        made = {}
        for number, (product, (category, size, name)) in enumerate(kinds.items()):
            told = {"category": category, "size": size, "name": name}
            double = FieldDevice(
                f"FBOX-0000000F1E0{number}", "127.0.0.1", port, **told, stock=STOCK, heartbeat_seconds=5
            )  # type: ignore[arg-type]
            made[product] = on.enter_context(double)
            eventually(lambda product=product: product in _products(stack), f"{product} to be known")  # type: ignore[misc]
            stack.api.put(f"/api/products/{product}", json={"price": 2000}).raise_for_status()
        yield made


@pytest.fixture(autouse=True)
def towels(doubles: dict[str, FieldDevice]) -> FieldDevice:
    return doubles[TOWEL]


@pytest.fixture
def kiosk(screen: BrowserContext, stack: Stack) -> Iterator[Kiosk]:
    with next_visit(screen, stack) as one:
        yield one
        assert one.errors == []


def _products(stack: Stack) -> dict[str, dict[str, object]]:
    return {one["product_id"]: one for one in stack.api.get("/api/products").json()["products"]}


def _to_the_cart(kiosk: Kiosk, guest: Guest, **cart: int) -> None:
    kiosk.identify(guest.phone)
    for name, quantity in cart.items():
        kiosk.take({"top": TOP, "other_top": OTHER_TOP, "towel": TOWEL}[name], quantity)
    kiosk.at("cart-next").tap()
    kiosk.page.wait_for_url("**/cart")


def _rent(kiosk: Kiosk, guest: Guest, **cart: int) -> None:
    """Where one pass pays; up to what became of it."""
    _to_the_cart(kiosk, guest, **cart)
    kiosk.at("cart-confirm").tap()
    kiosk.page.wait_for_url("**/pin")
    kiosk.give_pin(PIN)
    kiosk.page.wait_for_url("**/rentals/*")


def test_who_has_nothing_to_pay_with_is_told_and_rents_once_he_has_a_pass(kiosk: Kiosk, stack: Stack) -> None:
    guest = Guest(stack)
    kiosk.identify(guest.phone)
    expect(kiosk.at("no-pass")).to_contain_text("데스크에서 구매")
    kiosk.take(TOWEL)
    kiosk.at("cart-next").tap()
    expect(kiosk.at("insufficient")).to_contain_text("쓸 수 있는 이용권이 없어요")
    expect(kiosk.at("cart-confirm")).to_have_attribute("aria-disabled", "true")
    guest.passes.append(guest.grant(**TEN))
    kiosk.page.reload()
    kiosk.at("cart-confirm").tap()
    kiosk.page.wait_for_url("**/pin")
    kiosk.give_pin(PIN)
    kiosk.wait_for("complete")
    assert guest.left() == [9]


def test_one_pass_leads_straight_to_the_pin_and_stands_in_my_rentals_afterwards(kiosk: Kiosk, stack: Stack) -> None:
    guest = Guest(stack, TEN)
    _rent(kiosk, guest, top=1, towel=1)
    kiosk.wait_for("complete")
    assert not any("/pay" in url for url in kiosk.visited)
    assert guest.left() == [8]
    kiosk.at("done").tap()
    kiosk.page.wait_for_url(f"{stack.kiosk_url}/")
    kiosk.identify(guest.phone)
    kiosk.at("me").tap()
    expect(kiosk.at(f"card-{guest.passes[0]}")).to_contain_text("8회")
    expect(kiosk.at("my-rentals").locator("li")).to_have_count(1)
    expect(kiosk.at(f"past-{guest.rentals()[0]['rental_id']}")).to_contain_text("운동복 상의 105, 수건")


def test_a_price_is_split_over_subscription_uses_and_vouchers_as_typed(kiosk: Kiosk, stack: Stack) -> None:
    month, uses = (
        {"kind": "subscription", "daily_limits": {"top": 1}},
        {"kind": "count", "count": 1, "category": "towel"},
    )
    vouchers = [{"kind": "voucher", "amount": 8000}, {"kind": "voucher", "amount": 3000}]
    guest = Guest(stack, month, uses, *vouchers)
    first, second = guest.passes[2:]
    _to_the_cart(kiosk, guest, top=2, towel=2)
    kiosk.at("cart-confirm").tap()
    kiosk.page.wait_for_url("**/pay")
    expect(kiosk.at("uses").locator("li")).to_have_count(2)
    kiosk.at(f"voucher-{first}").tap()
    for key in ("1", "00", "0"):
        kiosk.at(f"key-{key}").tap()
    expect(kiosk.at("sum")).to_have_text("낼 금액 4,000원 고른 금액 1,000원 3,000원 모자라요", use_inner_text=True)
    kiosk.at("pay-done").tap()
    expect(kiosk.at("pay-next")).to_be_disabled()
    kiosk.at(f"voucher-{second}").tap()
    for key in ("3", "00", "0"):
        kiosk.at(f"key-{key}").tap()
    expect(kiosk.at("sum")).to_have_attribute("data-state", "right")
    kiosk.at("pay-done").tap()
    kiosk.at("pay-next").tap()
    kiosk.page.wait_for_url("**/pin")
    kiosk.give_pin(PIN)
    kiosk.wait_for("complete")
    assert guest.left() == [{"top": 0}, 0, 7000, 0]


def test_what_the_subscription_has_no_more_of_today_the_voucher_pays(kiosk: Kiosk, stack: Stack) -> None:
    guest = Guest(stack, {"kind": "subscription", "daily_limits": {"top": 1}}, {"kind": "voucher", "amount": 5000})
    guest.rent(TOP)
    assert guest.left() == [{"top": 0}, 5000]
    _to_the_cart(kiosk, guest, top=1)
    expect(kiosk.at("short-top")).to_contain_text("구독권은 오늘 상의 몫을 다 썼어요. 나머지는 금액권에서 나가요.")
    kiosk.at("cart-confirm").tap()
    kiosk.page.wait_for_url("**/pin")
    kiosk.give_pin(PIN)
    kiosk.wait_for("complete")
    assert guest.left() == [{"top": 0}, 3000]


def test_what_is_taken_meanwhile_leaves_the_cart_and_the_rest_is_rented(
    kiosk: Kiosk, stack: Stack, towels: FieldDevice
) -> None:
    guest, had = Guest(stack, TEN), towels.garments
    _to_the_cart(kiosk, guest, towel=2)
    towels.refill(1)
    expect(kiosk.at(f"line-{TOWEL}")).to_have_attribute("data-state", "fewer")
    kiosk.at("cart-fit").tap()
    expect(kiosk.at(f"line-{TOWEL}")).to_contain_text("1개")
    kiosk.at("cart-confirm").tap()
    kiosk.page.wait_for_url("**/pin")
    kiosk.give_pin(PIN)
    kiosk.wait_for("complete")
    towels.refill(STOCK)
    assert (guest.left(), towels.garments - had) == ([9], 1)


def test_a_dispenser_that_goes_at_the_pin_is_told_in_the_cart_and_costs_nothing(kiosk: Kiosk, stack: Stack) -> None:
    guest = Guest(stack, TEN)
    _to_the_cart(kiosk, guest, top=1, towel=1)
    kiosk.at("cart-confirm").tap()
    kiosk.page.wait_for_url("**/pin")
    stack.supervised.stop("board-1")
    eventually(lambda: not _products(stack)[TOP]["online"], "the dispenser to be offline")
    kiosk.give_pin(PIN)
    kiosk.page.wait_for_url("**/cart")
    expect(kiosk.at("note")).to_contain_text("방금 점검에 들어간 상품이 있어요")
    assert guest.left() == [10]
    kiosk.at("cart-fit").tap()
    expect(kiosk.at(f"line-{TOP}")).to_have_count(0)
    stack.supervised.start("board-1")
    kiosk.at("cart-confirm").tap()
    kiosk.page.wait_for_url("**/pin")
    kiosk.give_pin(PIN)
    kiosk.wait_for("complete")
    assert guest.left() == [9]
    eventually(lambda: bool(_products(stack)[TOP]["online"]), "the dispenser to be back")


def test_of_what_came_out_in_part_only_that_is_charged(kiosk: Kiosk, stack: Stack, towels: FieldDevice) -> None:
    guest = Guest(stack, TEN)
    towels.stuck = True
    _rent(kiosk, guest, top=1, towel=1)
    kiosk.wait_for("partial")
    towels.stuck = False
    failed = kiosk.page.locator("[data-testid^='item-'][data-state='failed']")
    expect(failed).to_contain_text("수건 나오지 않았어요 · 차감되지 않았어요", use_inner_text=True)
    expect(kiosk.at("remaining")).to_contain_text("9회")
    assert guest.left() == [9]


def test_after_five_wrong_pins_even_the_right_one_waits_and_nothing_is_charged(kiosk: Kiosk, stack: Stack) -> None:
    guest = Guest(stack, TEN)
    _to_the_cart(kiosk, guest, towel=1)
    kiosk.at("cart-confirm").tap()
    for left in (4, 3, 2, 1):
        kiosk.give_pin("000000")
        expect(kiosk.at("note")).to_contain_text(f"{left}번 더 입력할 수 있어요")
    kiosk.give_pin("000000")
    expect(kiosk.at("pin-locked")).to_contain_text("PIN을 여러 번 틀렸어요")
    expect(kiosk.at("key-enter")).to_have_count(0)
    answer = kiosk.page.evaluate(
        "pin => fetch('/pin', {method: 'POST', body: new URLSearchParams({pin})}).then(a => a.url)", PIN
    )
    assert answer.endswith("/pin")
    assert (guest.left(), guest.rentals()) == ([10], [])


def test_the_size_that_came_out_last_stands_first(kiosk: Kiosk, stack: Stack) -> None:
    guest = Guest(stack, TEN)
    first = kiosk.page.locator("[data-testid='category-top'] article").first
    kiosk.identify(guest.phone)
    expect(first).to_have_attribute("data-product", OTHER_TOP)
    guest.rent(TOP)
    kiosk.at("leave").tap()
    kiosk.page.wait_for_url(f"{stack.kiosk_url}/")
    kiosk.identify(guest.phone)
    expect(first).to_have_attribute("data-product", TOP)
    expect(kiosk.at(f"his-{TOP}")).to_be_visible()


def test_nothing_came_out_is_refused_where_the_stock_fell(kiosk: Kiosk, stack: Stack) -> None:
    guest = Guest(stack, TEN)
    _rent(kiosk, guest, top=1)
    kiosk.wait_for("complete")
    kiosk.page.locator("[data-testid^='nothing-']").tap()
    expect(kiosk.page.locator("[data-testid^='claim-']")).to_have_attribute("data-verdict", "came_out")
    assert guest.left() == [9]


def test_nothing_came_out_is_given_back_at_once_where_the_stock_did_not_fall(
    kiosk: Kiosk, stack: Stack, doubles: dict[str, FieldDevice]
) -> None:
    guest, machine = Guest(stack, TEN), doubles[OTHER_TOP]
    before = machine.stock
    _rent(kiosk, guest, other_top=1)
    kiosk.wait_for("complete")
    machine.stock = before
    machine.heartbeat()
    eventually(lambda: _products(stack)[OTHER_TOP]["stock"] == before, "its stock to be heard")
    kiosk.page.locator("[data-testid^='nothing-']").tap()
    expect(kiosk.page.locator("[data-testid^='claim-']")).to_have_attribute("data-verdict", "given_back")
    expect(kiosk.at("remaining")).to_contain_text("10회")
    assert guest.left() == [10]


def test_without_the_api_a_calm_page_waits_and_the_cart_is_there_again(kiosk: Kiosk, stack: Stack) -> None:
    guest = Guest(stack, TEN)
    _to_the_cart(kiosk, guest, towel=2)
    stack.supervised.stop("rental_api")
    try:
        kiosk.page.reload()
        expect(kiosk.at("gone")).to_contain_text("담아 둔 것과 이용권은 그대로 안전해요")
    finally:
        stack.supervised.start("rental_api")
    expect(kiosk.at(f"line-{TOWEL}")).to_contain_text("2개", timeout=30_000)
    assert guest.left() == [10]
