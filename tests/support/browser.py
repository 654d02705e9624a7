"""Debian's Chromium without a window. Playwright's own is not asked for: it is another, and a download beside apt."""

from collections.abc import Iterator
from contextlib import contextmanager
from shutil import which

from playwright.sync_api import Browser, expect, sync_playwright

PROGRAMS = ("chromium-headless-shell", "chromium")
"""The first that is there. The shell is the same engine with no desktop's browser around it, for half of the CPU."""
PATIENCE_MS = 15_000


@contextmanager
def chromium() -> Iterator[Browser]:
    """One for many tests: it takes seconds to start. Whoever wants cookies of his own takes a context of it."""
    program = next(filter(None, map(which, PROGRAMS)))
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=program) as started:
        yield started
