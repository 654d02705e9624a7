"""Processes end in front of a member: the screen stays calm, comes back by itself, and ends where the ledger is."""

import json
import sqlite3
from collections.abc import Iterator

import pytest
from paho.mqtt.publish import single
from playwright.sync_api import Locator, expect

from tests.support.kiosk import Kiosk, chromium, kiosks
from tests.support.renting import MEMBER, Renter
from tests.support.stack import Stack, StackOptions

pytestmark = pytest.mark.timeout(300)
STACK = StackOptions(boards=1, motor_ms=300, heartbeat_interval=2)
TOP = "P-TOP-105"
READER, UID = "FBOX-0000000000AA", "5A41B914524189"
BACK_MS = 60_000
MOST_TRIES = 5
ORDERS = [
    ("redis", "rental_api", "kiosk_ui"),
    ("rental_api", "kiosk_ui", "redis"),
    ("kiosk_ui", "redis", "rental_api"),
]
"""Who is killed at products, cart and PIN: each process at each step once."""


@pytest.fixture
def kiosk(stack: Stack) -> Iterator[Kiosk]:
    with chromium() as browser, kiosks(browser, stack) as [one]:
        one.page.set_default_timeout(BACK_MS)
        yield one
        assert one.errors == []


@pytest.fixture
def renter(stack: Stack) -> Renter:
    return Renter(stack)


def tap_key(stack: Stack) -> None:
    """The member's key on a reader, as the reader tells it."""
    with sqlite3.connect(stack.home.path / "ledger.db") as ledger:
        ledger.execute("UPDATE members SET nfc_uid = ? WHERE member_id = ?", (UID, MEMBER))
    mqtt, tap = stack.settings.mqtt, json.dumps({"event": "nfc", "uid": UID})
    single(f"fbox/{READER}/status", tap, 1, hostname=mqtt.hostname or "", port=mqtt.port or 0, client_id=READER)


def test_a_key_on_the_reader_logs_in_on_the_screen(kiosk: Kiosk, stack: Stack) -> None:
    with kiosk.page.expect_response("**/stream"):
        kiosk.page.goto(stack.kiosk_url)
    tap_key(stack)
    kiosk.page.wait_for_url("**/products")
    expect(kiosk.at("member-name")).to_contain_text("*")


def test_a_key_in_the_middle_of_a_visit_is_only_remarked(kiosk: Kiosk, stack: Stack) -> None:
    with kiosk.page.expect_response("**/stream"):
        kiosk.identify("010-1000-0003")
    name = kiosk.at("member-name").text_content()
    kiosk.take(TOP)
    tap_key(stack)
    expect(kiosk.at("taken")).to_be_visible()
    kiosk.at("cart-next").tap()
    kiosk.page.wait_for_url("**/cart")
    expect(kiosk.at("member-name")).to_have_text(name or "")


@pytest.mark.parametrize(("at_products", "at_cart", "at_pin"), ORDERS)
def test_whoever_is_killed_at_a_step_the_visit_goes_on_to_one_rental(
    kiosk: Kiosk, renter: Renter, stack: Stack, at_products: str, at_cart: str, at_pin: str
) -> None:
    kiosk.identify()
    kiosk.take(TOP)
    expect(kiosk.page.locator("[data-held]")).to_have_count(0)
    stack.kill(at_products)
    kiosk.at("cart-next").tap()
    seen(kiosk.at("cart-confirm"))
    stack.kill(at_cart)
    kiosk.at("cart-confirm").tap()
    seen(kiosk.at("key-enter"))
    stack.kill(at_pin)
    give_pin_until_it_counts(kiosk)
    expect(kiosk.at("rental-state")).to_have_attribute("data-state", "complete", timeout=2 * BACK_MS)
    assert renter.charged() == renter.came_out() == 1


def seen(what: Locator) -> None:
    """However long the processes take to come back; its scripts listen, too."""
    expect(what).to_be_visible(timeout=BACK_MS)
    what.page.wait_for_load_state()


def give_pin_until_it_counts(kiosk: Kiosk) -> None:
    """As the screen asks for it: once more where an answer was lost."""
    out, empty = kiosk.at("rental-state"), kiosk.page.locator("[data-testid='pin']:not(:has([data-full]))")
    for _ in range(MOST_TRIES):
        kiosk.give_pin()
        seen(out.or_(empty))
        if out.is_visible():
            return
