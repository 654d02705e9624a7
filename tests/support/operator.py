"""The operator at his phone or desk, in Debian's Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from shared.keys import Keys
from tests.support.browser import PATIENCE_MS
from tests.support.stack import Stack

PHONE = ViewportSize(width=390, height=844)
DESK = ViewportSize(width=1280, height=900)
SLOW_MS = 3 * PATIENCE_MS
SMALL = """[...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')].filter((one) => {
  const box = one.getBoundingClientRect();
  const inText = getComputedStyle(one).display === 'inline';
  const ticked = one.matches('label input[type=checkbox], label input[type=radio]');
  return box.height && !inText && !ticked && (box.height < 48 || box.width < 48);
}).map((one) => one.outerHTML.slice(0, 120))"""
# What a click would wait for in vain: something else is where it would go.
COVERED = """[...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')].filter((one) => {
  if (one.disabled || !one.checkVisibility({ visibilityProperty: true })) return false;
  one.scrollIntoView({ block: 'center' });
  const [box] = one.getClientRects();
  const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return !one.contains(hit) && !hit?.closest('label')?.contains(one);
}).map((one) => one.outerHTML.slice(0, 120))"""
OUTSIDE = """[...document.querySelectorAll('main *')].filter((one) => {
  const box = one.getBoundingClientRect();
  if (!box.width || one.closest('.unseen, thead, svg')) return false;
  const small = one.matches('a, button, summary, select') && Math.min(box.width, box.height) < 48;
  return box.right > innerWidth + 1 || small;
}).map((one) => one.outerHTML.slice(0, 120))"""
WIDER = "document.documentElement.scrollWidth > innerWidth"


class Operator:
    """One browser at the console, a phone's. Collects what its pages complained of in `errors`."""

    def __init__(self, page: Page, stack: Stack) -> None:
        self.page, self.stack = page, stack
        self.errors: list[str] = []
        page.set_default_timeout(SLOW_MS)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    @property
    def password(self) -> str:
        return self.stack.settings.operator_password.get_secret_value()

    def at(self, hook: str) -> Locator:
        return self.page.get_by_test_id(hook)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.stack.kiosk_url}/console{path}")

    def press(self, hook: str) -> None:
        """What leads to another page, or to the same once more."""
        with self.page.expect_navigation():
            self.at(hook).click()

    def log_in(self) -> None:
        """Without the form, which one test fills in."""
        url = self.stack.kiosk_url
        form = {"password": self.password}
        answer = self.page.context.request.post(f"{url}/console/login", form=form, headers={"Origin": url})  # type: ignore[arg-type]
        assert answer.ok, answer.status

    def give_password(self, password: str) -> None:
        self.go("/login")
        self.at("password").fill(password)
        self.press("login")

    def fits(self) -> None:
        """At a desk and on this phone nothing stands out of the screen's side, and what can be pressed is no smaller
        than a fingertip and lies under nothing."""
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            assert self.page.evaluate("innerWidth") == size["width"]
            assert not self.page.evaluate(WIDER), size
            for wrong in (OUTSIDE, SMALL, COVERED):
                assert self.page.evaluate(wrong) == [], size


@contextmanager
def console(browser: Browser, stack: Stack) -> Iterator[Operator]:
    """With cookies of its own; who was locked out before is so no more."""
    expect.set_options(timeout=SLOW_MS)
    stack.redis.delete(Keys(stack.settings.site).logins("127.0.0.1"))
    context = browser.new_context(viewport=PHONE, has_touch=True, locale="ko-KR")
    try:
        yield Operator(context.new_page(), stack)
    finally:
        context.close()
