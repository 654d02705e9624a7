"""A member at the kiosk for a picture. What leads to a screen is told by requests; only the screen is drawn."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import fakeredis
import httpx
from playwright.sync_api import Locator, Page
from werkzeug.serving import make_server

from services.kiosk_ui.app import create_app
from services.kiosk_ui.client import open_client
from tests.support.scenes import world
from tests.support.servers import settings_for
from tests.unit.kiosk_ui.conftest import PASSWORD
from tests.unit.kiosk_ui.fake_api import PIN, TOKEN

NOW = datetime(2026, 11, 28, 2, 20, tzinfo=UTC)


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


STILL = f"""
  Date.now = () => {_ms(NOW)};
  window.EventSource = class extends EventTarget {{ close() {{}} }};
"""
"""No countdown differs from picture to picture, and no stream is left behind by one."""


@dataclass(frozen=True)
class Look:
    lang: str
    large: bool = False

    @property
    def suffix(self) -> str:
        return f"-{self.lang}" + ("-large" if self.large else "")


class Visitor:
    """`page` stands before a kiosk of its own, `api` is what the kiosk asks; `begin` makes both new.

    Time stands still for the page, so that no countdown differs from picture to picture.
    """

    def __init__(self, page: Page, address: str) -> None:
        self.page, self._address = page, address
        self.api = world.api()

    def at(self, hook: str) -> Locator:
        return self.page.get_by_test_id(hook)

    def begin(self, look: Look) -> None:
        self.api = world.api()
        self.page.goto("about:blank")  # the page before may not ask any more
        self.page.context.clear_cookies()
        self.page.context.unroute_all()
        self.post("/language", lang=look.lang)
        self.post("/view", view="large" if look.large else "")

    def post(self, path: str, **form: str) -> str:
        """Where it led to; nothing is followed, so that a note waits for the page."""
        headers = {"Origin": self._address}
        answer = self.page.context.request.post(
            self._address + path, form=dict(form), headers=headers, max_redirects=0
        )
        assert answer.status < 400, (path, answer.status)
        return answer.headers.get("location", "")

    def open(self, path: str) -> None:
        self.page.goto(self._address + path)

    def later(self, seconds: int) -> None:
        """For the page; its own timers find out."""
        self.page.evaluate(f"Date.now = () => {_ms(NOW) + seconds * 1000}")

    def identify(self, member_id: str = "A001") -> None:
        assert self.post("/identify", phone=self.api.members[member_id]["phone"]) == "/products"

    def log_in(self) -> None:
        """To the console, as its operator."""
        assert self.post("/console/login", password=PASSWORD) == "/console"

    def fill(self, cart: str) -> None:
        """`fill('{"P-TOWEL": 1}')`, as the products screen sends it."""
        assert self.post("/cart", cart=cart) == "/cart"

    def rent(self, cart: str, *states: str) -> str:
        """One way to pay: with the right PIN; the garments' states, in their order. Returns the rental's screen."""
        self.fill(cart)
        path = self.post("/pin", pin=PIN)
        self.api.come_out(path.rpartition("/")[2], *states)
        return path


@contextmanager
def before_a_kiosk(page: Page, home: Path) -> Iterator[Visitor]:
    now: list[Visitor] = []

    def ask(request: httpx.Request) -> httpx.Response:
        return now[0].api(request)

    app = create_app(
        settings_for(home, api_token=TOKEN),
        open_client("http://api.invalid:1", TOKEN, httpx.MockTransport(ask)),
        fakeredis.FakeRedis(decode_responses=True),
    )
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page.add_init_script(STILL)
    now.append(Visitor(page, f"http://127.0.0.1:{server.port}"))
    yield now[0]
    page.close()  # the browser goes on
    server.shutdown()
