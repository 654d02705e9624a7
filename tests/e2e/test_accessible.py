"""No screen is heavy, and nobody is kept from the console; from the kiosk's screens: test_kiosk_scenes.py."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, Response, ViewportSize

from tests.support.accessible import grave, out_of_reach
from tests.support.kiosk import SCREEN
from tests.support.scenes.visitor import Look, Visitor, before_a_kiosk
from tests.unit.kiosk_ui.conftest import PASSWORD

PHONE = ViewportSize(width=390, height=844)
MOST_BYTES = 150_000
OF_ONE = re.compile(r"(?<=/)[A-Za-z]+[-_]?[0-9][^/]*|(?<=/)[A-Z_]{3,}")
"""What or whom a page tells of: `FBOX-02F0B0000001`, `A001`, `itm_9`, `LOCK`."""
LINKS = """() => [...document.querySelectorAll("a[href^='/console']")].map((one) => one.getAttribute("href"))"""


class Load:
    """What a page shown from now on fetches, by a browser that has nothing of it yet."""

    def __init__(self, page: Page) -> None:
        page.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
        self._answers: list[Response] = []
        page.on("response", lambda answer: self._answers.append(answer))  # noqa: PLW0108 - the driver marks what it is given

    @property
    def bytes(self) -> int:
        return sum(_size(answer) for answer in self._answers if "/stream?" not in answer.url)

    @property
    def hosts(self) -> set[str]:
        return {answer.url.split("/")[2] for answer in self._answers}


def _size(answer: Response) -> int:
    try:
        return len(answer.body())
    except Error:  # a redirect has none
        return 0


@pytest.fixture(scope="module")
def visitor(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    page = chromium.new_page(viewport=SCREEN, has_touch=True)  # type: ignore[arg-type]
    page.set_default_timeout(20_000)
    with before_a_kiosk(page, tmp_path_factory.mktemp("kiosk")) as one:
        yield one


@pytest.mark.parametrize("path", ["/", "/products", "/cart", "/pin", "/me"])
def test_a_screen_is_light_and_asks_no_other_host(visitor: Visitor, path: str) -> None:
    visitor.begin(Look("ko"))
    if path != "/":
        visitor.identify()
        visitor.fill('{"P-TOWEL": 1}')
    load = Load(visitor.page)
    visitor.open(path)
    assert 0 < load.bytes < MOST_BYTES
    assert len(load.hosts) == 1


def test_no_page_of_the_console_keeps_the_operator_out(visitor: Visitor) -> None:
    """All that can be come to by links, one of each kind, as a phone shows it."""
    visitor.page.set_viewport_size(PHONE)
    visitor.begin(Look("ko"))
    visitor.open("/console/login")
    found = {"login": grave(visitor.page) + out_of_reach(visitor.page)}
    visitor.post("/console/login", password=PASSWORD)
    for path in pages_linked_from(visitor, "/console"):
        found[path] = grave(visitor.page) + out_of_reach(visitor.page)
    visitor.page.set_viewport_size(SCREEN)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def pages_linked_from(visitor: Visitor, first: str) -> Iterator[str]:
    """Opens each in turn; of pages that differ only in whom or what they tell of, the first."""
    left, seen = [first], set[str]()
    while left:
        path = left.pop(0)
        kind = OF_ONE.sub("*", path.partition("?")[0])
        if kind not in seen:
            seen.add(kind)
            visitor.open(path)
            yield path
            left += visitor.page.evaluate(LINKS)
