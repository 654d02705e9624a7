"""One browser for a module's tests."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.support import kiosk


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with kiosk.chromium() as browser:
        yield browser
