"""A member's fingers on the kiosk, in Debian's Chromium."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.support.browser import PATIENCE_MS
from tests.support.stack import Stack

SCREEN = {"width": 600, "height": 1024}
PHONE = "010-1000-0001"
PIN_OR_PAY = re.compile(r"/(pin|pay)$")
"""Who has more than one way to pay is asked which first."""
TYPE = """(key, digits) => {
  for (const digit of digits) key.closest("form").querySelector(`[data-testid=key-${digit}]`).click();
}"""


class Kiosk:
    """One touch screen. Collects what its page complained of in `errors`, the hosts it asked in `hosts`, and where it
    was in `visited`."""

    def __init__(self, page: Page, stack: Stack) -> None:
        self.page, self.stack = page, stack
        self.errors: list[str] = []
        self.hosts: set[str] = set()
        self.visited: list[str] = []
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("framenavigated", lambda frame: self.visited.append(frame.url))
        page.on("request", lambda request: self.hosts.add(request.url.split("/")[2]))

    def at(self, hook: str) -> Locator:
        return self.page.get_by_test_id(hook)

    def touch(self, digits: str) -> None:
        """The keypad's keys, each with a finger."""
        for digit in digits:
            self.at(f"key-{digit}").tap()

    def type(self, digits: str) -> None:
        """The same keys all at once, as seven fingers cost more than the page before and after them."""
        self.page.wait_for_load_state()
        self.at("key-0").evaluate(TYPE, digits)

    def give_phone(self, phone: str) -> None:
        self.page.goto(self.stack.kiosk_url)
        self.type(phone.replace("-", "").removeprefix("010"))
        self.at("key-enter").tap()

    def identify(self, phone: str = PHONE) -> None:
        """At the products, with the cookie that the start's form gives."""
        url = self.stack.kiosk_url
        form, headers = {"phone": phone}, {"Origin": url}
        told = self.page.context.request.post(f"{url}/identify", form=form, headers=headers, max_redirects=0)  # type: ignore[arg-type]
        assert told.headers.get("location") == "/products", told.status
        self.page.goto(f"{url}/products")

    def take(self, product: str, quantity: int = 1) -> None:
        for _ in range(quantity):
            self.at(f"plus-{product}").tap()

    def go_to_pin(self) -> None:
        self.at("cart-next").tap()
        self.page.wait_for_url("**/cart")
        self.at("cart-confirm").tap()
        self.page.wait_for_url(PIN_OR_PAY)
        if self.page.url.endswith("/pay"):
            self.at("pay-next").tap()
        self.page.wait_for_url("**/pin")

    def give_pin(self, pin: str = "") -> None:
        self.type(pin or self.stack.demo["pin"])
        self.at("key-enter").tap()

    def wait_for(self, state: str) -> None:
        """Until the screen says the rental is in this state."""
        expect(self.at("rental-state")).to_have_attribute("data-state", state, timeout=2 * PATIENCE_MS)


def screen(browser: Browser) -> BrowserContext:
    """A kiosk's own cookies, cache and worker."""
    return browser.new_context(viewport=SCREEN, has_touch=True, locale="ko-KR")  # type: ignore[arg-type]


@contextmanager
def next_visit(at: BrowserContext, stack: Stack) -> Iterator[Kiosk]:
    """At a screen that others were at before: it has what every kiosk has since its first visit."""
    at.clear_cookies()
    page = at.new_page()
    try:
        yield Kiosk(page, stack)
    finally:
        page.close()


@contextmanager
def kiosks(browser: Browser, stack: Stack, count: int = 1) -> Iterator[list[Kiosk]]:
    """That many kiosks at once, each new."""
    contexts = [screen(browser) for _ in range(count)]
    try:
        yield [Kiosk(context.new_page(), stack) for context in contexts]
    finally:
        for context in contexts:
            context.close()
