"""One browser for the modules that follow each other here, and who stands before it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.support import browser, kiosk
from tests.support.operator import Operator, console
from tests.support.stack import Stack


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with browser.chromium() as one:
        yield one


@pytest.fixture(scope="module")
def screen(chromium: Browser) -> Iterator[BrowserContext]:
    with kiosk.screen(chromium) as one:
        yield one


@pytest.fixture
def operator(chromium: Browser, stack: Stack) -> Iterator[Operator]:
    """Logged in."""
    with console(chromium, stack) as one:
        one.log_in()
        yield one
        assert one.errors == []
