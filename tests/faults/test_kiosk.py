"""Processes end in front of a member: the screen stays calm, comes back by itself, and ends where the ledger is.

A kill is followed by the member's next tap at once, so that it meets what is left of the process. With `KILLS=all`
every process is killed at every moment of a visit; else every process once or twice in one.
"""

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import httpx
import pytest
from paho.mqtt.publish import single
from playwright.sync_api import BrowserContext, Locator, expect

from tests.support.browser import chromium
from tests.support.guest import PIN, Guest
from tests.support.kiosk import Kiosk, next_visit, screen
from tests.support.renting import MEMBER, Renter
from tests.support.servers import eventually
from tests.support.stack import Stack, StackOptions

pytestmark = pytest.mark.timeout(300)
STACK = StackOptions(boards=1, motor_ms=300, heartbeat_interval=30)
SLOW = {"fault": "slow", "ms": 1500}
TOP, PRICE = "P-TOP-105", 2000
READER, UID = "FBOX-0000000000AA", "5A41B914524189"
BACK_MS = 60_000
PROCESSES = ("rental_api", "redis", "kiosk_ui's worker", "device_gateway", "kiosk_ui")
VISITS = range(len(PROCESSES)) if os.environ.get("KILLS") == "all" else [1]
KEPT = """async () => {
  const kept = () => caches.match(new URL(document.body.dataset.away, location));
  while (!navigator.serviceWorker.controller || !(await kept())) await new Promise((done) => setTimeout(done, 20));
}"""
"""Until the browser has what it answers with where no server does: as every kiosk has since its first screen."""
TWICE = "() => { const b = document.querySelector('[data-testid=key-enter]'); b.click(); b.click() }"


@dataclass(frozen=True)
class Moment:
    """The hook that the member taps, and the one that he must see then, whoever was killed before."""

    taps: str
    sees: str


LOOK_ROUND = [Moment("me", "my-cards"), Moment("me-back", f"plus-{TOP}")]
TO_THE_PIN = [
    Moment("cart-next", "cart-confirm"),
    Moment("cart-confirm", "pay-next"),
    Moment("pay-next", "key-enter"),
]
MOMENTS = len(LOOK_ROUND + TO_THE_PIN) + 3
"""With the PIN, the motor that runs, and "nothing came out"."""


@pytest.fixture(scope="module")
def at() -> Iterator[BrowserContext]:
    with chromium() as browser, screen(browser) as one:
        yield one


@pytest.fixture
def kiosk(at: BrowserContext, stack: Stack) -> Iterator[Kiosk]:
    """All that was killed before is back."""
    stack.wait_ready()
    with next_visit(at, stack) as one:
        one.page.set_default_timeout(BACK_MS)
        one.page.goto(stack.kiosk_url)
        one.page.evaluate(KEPT)
        yield one
        assert one.errors == []
        assert [url for url in one.visited if not url.startswith(stack.kiosk_url)] == []


@pytest.fixture
def guest(stack: Stack) -> Guest:
    """Who is asked who pays."""
    stack.api.put(f"/api/products/{TOP}", json={"price": PRICE}).raise_for_status()
    return Guest(stack, *({"kind": "voucher", "amount": won} for won in (8000, 3000)))


@pytest.fixture
def renter(stack: Stack) -> Renter:
    """Counts what came out."""
    return Renter(stack)


def kill(stack: Stack, process: str) -> None:
    program, _, worker = process.partition("'s ")
    if worker:
        stack.kill_worker(program)
    else:
        stack.kill(program)


def seen(what: Locator) -> None:
    """However long the processes take to come back; its scripts listen, too."""
    expect(what).to_be_visible(timeout=BACK_MS)
    what.page.wait_for_load_state()


def go_on(kiosk: Kiosk, moment: Moment) -> None:
    """Once more where the screen stands at the same step, as its form or the answer was lost."""
    with kiosk.page.expect_navigation():
        kiosk.at(moment.taps).tap()
    seen(kiosk.at(moment.sees).or_(kiosk.at(moment.taps)))
    if not kiosk.at(moment.sees).is_visible():
        kiosk.at(moment.taps).tap()
        seen(kiosk.at(moment.sees))


def to_the_pin(kiosk: Kiosk, guest: Guest) -> None:
    """With a top in the cart."""
    kiosk.identify(guest.phone)
    kiosk.take(TOP)
    for moment in TO_THE_PIN:
        go_on(kiosk, moment)


def give_pin(kiosk: Kiosk) -> None:
    """Once more where the screen asks for it, as an answer was lost: the order is the same one."""
    kiosk.give_pin(PIN)
    out, empty = kiosk.at("rental-state"), kiosk.page.locator("[data-testid='pin']:not(:has([data-full]))")
    seen(out.or_(empty))
    if empty.is_visible():
        kiosk.give_pin(PIN)
        seen(out)


def comes_out(kiosk: Kiosk) -> None:
    expect(kiosk.at("rental-state")).to_have_attribute("data-state", "complete", timeout=BACK_MS)


def say_that_nothing_came_out(kiosk: Kiosk) -> None:
    """Once more where the screen still asks, as the answer was lost."""
    button, verdict = kiosk.page.locator("[data-testid^='nothing-']"), kiosk.page.locator("[data-verdict]")
    with kiosk.page.expect_navigation():
        button.tap()
    seen(button.or_(verdict))
    if button.is_visible():
        button.tap()
    expect(verdict).to_have_attribute("data-verdict", "came_out", timeout=BACK_MS)


def paid(guest: Guest) -> int:
    """Won. A killed API's worker outlives it by a moment, and may take a question down with it."""
    told: list[int] = []

    def answered() -> bool:
        with suppress(httpx.TransportError):
            told.append(11_000 - sum(guest.left()))
        return bool(told)

    eventually(answered, "the API to answer")
    return told[0]


def tap_key(stack: Stack) -> None:
    """The member's key on a reader, as the reader tells it."""
    with sqlite3.connect(stack.home.path / "ledger.db") as ledger:
        ledger.execute("UPDATE members SET nfc_uid = ? WHERE member_id = ?", (UID, MEMBER))
    mqtt, told = stack.settings.mqtt, json.dumps({"event": "nfc", "uid": UID})
    single(f"fbox/{READER}/status", told, 1, hostname=mqtt.hostname or "", port=mqtt.port or 0, client_id=READER)


def test_a_key_on_the_reader_logs_in_although_the_screen_only_begins_to_listen(kiosk: Kiosk, stack: Stack) -> None:
    with kiosk.page.expect_response("**/stream?*"):
        kiosk.page.goto(stack.kiosk_url)
    tap_key(stack)
    kiosk.page.wait_for_url("**/products")
    expect(kiosk.at("member-name")).to_contain_text("*")


def test_a_key_in_the_middle_of_a_visit_is_only_remarked(kiosk: Kiosk, guest: Guest, stack: Stack) -> None:
    kiosk.identify(guest.phone)
    name = kiosk.at("member-name").text_content()
    kiosk.take(TOP)
    tap_key(stack)
    expect(kiosk.at("taken")).to_be_visible()
    kiosk.at("cart-next").tap(force=True)  # where the remark lies over it
    kiosk.page.wait_for_url("**/cart")
    expect(kiosk.at("member-name")).to_have_text(name or "")


@pytest.mark.parametrize("visit", VISITS)
def test_whoever_is_killed_at_whichever_moment_the_visit_goes_on_to_one_rental(
    kiosk: Kiosk, guest: Guest, renter: Renter, stack: Stack, visit: int
) -> None:
    killed = iter(PROCESSES[(visit * 2 + at) % len(PROCESSES)] for at in range(MOMENTS))
    kiosk.identify(guest.phone)
    for moment in LOOK_ROUND:
        kill(stack, next(killed))
        go_on(kiosk, moment)
    kiosk.take(TOP)
    for moment in TO_THE_PIN:
        kill(stack, next(killed))
        go_on(kiosk, moment)
    stack.boards[0].inject(SLOW)
    kill(stack, next(killed))
    give_pin(kiosk)
    eventually(lambda: not (stack.boards[0].path / "fault.json").exists(), "the motor to run", BACK_MS / 1000)
    kill(stack, next(killed))
    comes_out(kiosk)
    kill(stack, next(killed))
    say_that_nothing_came_out(kiosk)
    assert (paid(guest), renter.came_out()) == (PRICE, 1)


def test_a_reload_and_the_back_button_with_no_server_there_end_at_the_rental(
    kiosk: Kiosk, guest: Guest, renter: Renter, stack: Stack
) -> None:
    to_the_pin(kiosk, guest)
    stack.boards[0].inject(SLOW)
    give_pin(kiosk)
    stack.supervised.stop("kiosk_ui")
    kiosk.page.reload()
    seen(kiosk.at("gone"))
    kiosk.page.go_back()
    seen(kiosk.at("gone"))
    stack.supervised.start("kiosk_ui")
    comes_out(kiosk)
    assert (paid(guest), renter.came_out()) == (PRICE, 1)


def test_a_double_tap_on_the_last_button_as_the_api_ends_is_one_rental(
    kiosk: Kiosk, guest: Guest, renter: Renter, stack: Stack
) -> None:
    to_the_pin(kiosk, guest)
    kiosk.type(PIN)
    kill(stack, "rental_api")
    with kiosk.page.expect_navigation():
        kiosk.page.evaluate(TWICE)
    seen(kiosk.at("rental-state").or_(kiosk.at("key-enter")))
    if kiosk.at("key-enter").is_visible():
        give_pin(kiosk)
    comes_out(kiosk)
    assert (paid(guest), renter.came_out()) == (PRICE, 1)


def test_without_an_event_stream_the_screen_sees_what_came_out_all_the_same(kiosk: Kiosk, guest: Guest) -> None:
    kiosk.page.route("**/stream?*", lambda route: route.abort())
    to_the_pin(kiosk, guest)
    give_pin(kiosk)
    comes_out(kiosk)
    assert paid(guest) == PRICE
