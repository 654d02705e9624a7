"""A browser at 600×1024 before a kiosk with a fake API: each language in both views, a visit by keyboard alone."""

import threading
from collections.abc import Iterator
from pathlib import Path

import fakeredis
import httpx
import pytest
from playwright.sync_api import Page, expect, sync_playwright
from werkzeug.serving import make_server

from services.kiosk_ui import words
from services.kiosk_ui.app import create_app
from services.kiosk_ui.client import open_client
from tests.support.kiosk import CHROMIUM, FLAGS, SCREEN
from tests.support.servers import settings_for
from tests.unit.kiosk_ui.fake_api import PIN, TOKEN, FakeApi

# What reaches over the screen's edge, is cut off, or is too small for a finger.
WRONG = """() => [...document.querySelectorAll('body *')].filter((e) => {
  const box = e.getBoundingClientRect();
  if (!box.width || e.closest('.unseen, [hidden], svg')) return false;
  const out = box.right > innerWidth + 1 || (box.bottom > innerHeight + 1 && !e.closest('.scroll'));
  const cut = e.scrollWidth > e.clientWidth + 2 && e.clientWidth && getComputedStyle(e).display !== 'inline';
  return out || cut || (e.matches('button, a') && Math.min(box.width, box.height) < 48);
}).map((e) => e.outerHTML.slice(0, 120))"""


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Page]:
    client = open_client("http://api.invalid:1", TOKEN, httpx.MockTransport(FakeApi()))
    app = create_app(settings_for(tmp_path, api_token=TOKEN), client, fakeredis.FakeRedis(decode_responses=True))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = chromium.new_page(viewport=SCREEN, has_touch=True, base_url=f"http://127.0.0.1:{server.port}")  # type: ignore[arg-type]
        page.goto("/")
        yield page
        chromium.close()
    server.shutdown()


def look(page: Page, lang: str, large: bool) -> None:
    for _ in list(words.LANGUAGES)[: list(words.LANGUAGES).index(lang)]:
        with page.expect_navigation():
            page.get_by_test_id("language").tap()
    if large:
        with page.expect_navigation():
            page.get_by_test_id("view").tap()


def type_(page: Page, digits: str) -> None:
    """As fingers do: a reader is faster."""
    page.keyboard.type(digits, delay=60)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("lang", words.LANGUAGES)
def test_nothing_is_cut_off_in_any_language_or_view(page: Page, lang: str, large: bool) -> None:
    look(page, lang, large)
    assert page.evaluate(WRONG) == []
    type_(page, "10000001")
    page.wait_for_url("**/products")
    page.get_by_test_id("plus-P-TOP").tap()
    assert page.evaluate(WRONG) == []
    page.get_by_test_id("cart-next").tap()
    page.wait_for_url("**/cart")
    assert page.evaluate(WRONG) == []
    page.get_by_test_id("cart-confirm").tap()
    page.wait_for_url("**/pin")
    assert page.evaluate(WRONG) == []
    assert page.locator("html").get_attribute("lang") == lang


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


def test_a_reader_that_types_as_a_keyboard_identifies_at_the_start(page: Page) -> None:
    page.keyboard.type("01010000001")
    page.keyboard.press("Enter")
    page.wait_for_url("**/products")
