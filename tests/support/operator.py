"""The operator at his phone or desk, in Debian's Chromium."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests.support.kiosk import CHROMIUM, FLAGS, PATIENCE_MS
from tests.support.stack import Stack

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
SLOW_MS = 3 * PATIENCE_MS


class Operator:
    """One browser at the console. Collects what its pages complained of in `errors`."""

    def __init__(self, page: Page, stack: Stack, where: str) -> None:
        self.page, self.stack, self._where = page, stack, where
        self.errors: list[str] = []
        page.set_default_timeout(SLOW_MS)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def at(self, hook: str) -> Locator:
        return self.page.get_by_test_id(hook)

    def go(self, path: str) -> None:
        self.page.goto(f"{self.stack.kiosk_url}/console{path}")

    def log_in(self, password: str = "") -> None:
        self.go("/login")
        self.at("password").fill(password or self.stack.settings.operator_password.get_secret_value())
        with self.page.expect_navigation():
            self.at("login").click()

    def fits(self) -> None:
        """Nothing stands out of the screen's side, and nothing that can be pressed is smaller than a fingertip."""
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        small = self.page.evaluate(SMALL)
        assert small == [], small

    def picture(self, name: str) -> None:
        """Into the folder that PICTURES names."""
        folder = os.environ.get("PICTURES")
        if folder:
            path = Path(folder) / f"console-{name}-{self._where}.png"
            self.page.screenshot(path=path, animations="disabled", full_page=True)


SMALL = """[...document.querySelectorAll('a, button, input:not([type=hidden]), select, summary')].filter((one) => {
  const box = one.getBoundingClientRect();
  const inText = getComputedStyle(one).display === 'inline';
  const ticked = one.matches('label input[type=checkbox], label input[type=radio]');
  return box.height && !inText && !ticked && (box.height < 48 || box.width < 48);
}).map((one) => one.outerHTML.slice(0, 120))"""


@contextmanager
def console(stack: Stack, where: str) -> Iterator[Operator]:
    """`where`: `phone` or `desk`."""
    expect.set_options(timeout=SLOW_MS)
    size = PHONE if where == "phone" else DESK
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = chromium.new_context(viewport=size, has_touch=where == "phone", locale="ko-KR")  # type: ignore[arg-type]
        try:
            yield Operator(context.new_page(), stack, where)
        finally:
            chromium.close()
