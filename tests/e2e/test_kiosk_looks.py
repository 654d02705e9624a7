"""A browser at 600×1024 before a kiosk with a fake API: how it speaks, and a visit by keyboard alone."""

import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import fakeredis
import httpx
import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from services.kiosk_ui.app import create_app
from services.kiosk_ui.client import open_client
from tests.support.kiosk import SCREEN
from tests.support.servers import settings_for
from tests.unit.kiosk_ui.fake_api import PIN, TOKEN, FakeApi


@pytest.fixture
def page(chromium: Browser, tmp_path: Path) -> Iterator[Page]:
    client = open_client("http://api.invalid:1", TOKEN, httpx.MockTransport(FakeApi()))
    app = create_app(settings_for(tmp_path, api_token=TOKEN), client, fakeredis.FakeRedis(decode_responses=True))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = chromium.new_page(viewport=SCREEN, has_touch=True, base_url=f"http://127.0.0.1:{server.port}")  # type: ignore[arg-type]
    page.goto("/")
    yield page
    page.close()
    server.shutdown()


def type_(page: Page, digits: str) -> None:
    """As fingers do: a reader is faster."""
    page.keyboard.type(digits, delay=60)
    page.keyboard.press("Enter")


def test_a_switch_right_after_a_tap_keeps_what_was_tapped(page: Page) -> None:
    type_(page, "10000001")
    page.wait_for_url("**/products")
    page.evaluate(
        "for (const hook of ['plus-P-TOP', 'language']) document.querySelector(`[data-testid=${hook}]`).click()"
    )
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_test_id("quantity-P-TOP")).to_have_text("1")


def test_a_member_rents_by_keyboard_alone(page: Page) -> None:
    type_(page, "10000001")
    page.wait_for_url("**/products")
    for hook, url in (("plus-P-TOP", None), ("cart-next", "**/cart"), ("cart-confirm", "**/pin")):
        for _ in range(40):
            if page.evaluate("document.activeElement.dataset.testid") == hook:
                break
            page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches(':focus-visible')")
        page.keyboard.press("Enter")
        if url:
            page.wait_for_url(url)
    page.keyboard.type(PIN[:3] + "9", delay=60)
    page.keyboard.press("Backspace")
    type_(page, PIN[3:])
    page.wait_for_url("**/rentals/*")


def read(page: Page, code: str) -> None:
    """As a reader's keys come, 5 ms apart, however late a busy machine is with them."""
    session, now = page.context.new_cdp_session(page), time.time()
    for number, text in enumerate([*code, "\r"]):
        key = {"key": "Enter" if text == "\r" else text, "text": text, "timestamp": now + number * 0.005}
        session.send("Input.dispatchKeyEvent", {"type": "keyDown", **key})


def test_a_reader_that_types_as_a_keyboard_identifies_at_the_start(page: Page) -> None:
    read(page, "01010000001")
    page.wait_for_url("**/products")


def test_whoever_leaves_is_counted_out_and_whoever_is_still_there_says_so(page: Page) -> None:
    page.clock.install()
    page.reload()
    type_(page, "10000001")
    page.wait_for_url("**/products")
    page.get_by_test_id("plus-P-TOP").tap()
    warning = page.get_by_test_id("idle-warning")
    page.clock.pause_at(datetime.now(UTC) + timedelta(seconds=30))
    page.mouse.click(5, 5)
    page.clock.fast_forward(52_000)
    expect(warning).to_contain_text("8초 뒤에 처음 화면으로")
    page.get_by_test_id("idle-stay").tap()
    expect(warning).to_be_hidden()
    expect(page.get_by_test_id("quantity-P-TOP")).to_have_text("1")
    page.clock.fast_forward(59_000)
    expect(warning).to_contain_text("1초 뒤에")
    page.clock.fast_forward(2_000)
    page.wait_for_url("**/")
    page.goto("/cart")
    expect(page.get_by_test_id("phone")).to_be_visible()
