"""The kiosk as a browser has it: first paint, a tap, a stock change, the bytes of a page. `python -m bench kiosk`

Beside each a floor of the same run: a static page of one line and one button, painted and tapped by the same browser;
for a stock change, an MQTT round trip through the stack's broker.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page, Response

from bench.figures import row
from bench.rentals import round_trips
from tests.support.browser import chromium
from tests.support.field_device import FieldDevice
from tests.support.kiosk import Kiosk, kiosks
from tests.support.stack import Stack, StackOptions

ROUNDS = 20
DEVICE = "FBOX-0000000BE0C1"
STATIC = """<!doctype html><meta charset="utf-8"><title>floor</title><p>F-BOX</p><button id="b">0</button>
<script>b.onclick = () => { b.textContent = Number(b.textContent) + 1 }</script>"""
PAINTED = """() => new Promise((told) => new PerformanceObserver((list) => {
  const paint = list.getEntriesByName("first-contentful-paint")[0];
  if (paint) told(paint.startTime);
}).observe({ type: "paint", buffered: true }))"""
# From the finger's own time to the frame after the one in which the number changed; a message of a device may put
# another element in its place meanwhile.
WATCH_TAPS = """(changed) => { window.taps = []; let at = 0;
  addEventListener("pointerdown", (event) => { at = event.timeStamp; }, true);
  const its = ({ target }) => (target.closest ? target : target.parentElement)?.closest(changed);
  new MutationObserver((seen) => seen.some(its) && requestAnimationFrame(() => setTimeout(() => {
    if (at) taps.push(performance.now() - at); at = 0;
  }))).observe(document.body, { childList: true, characterData: true, subtree: true }); }"""
STOCK_SHOWN = """(card) => new Promise((told) =>
  new MutationObserver(() => requestAnimationFrame(() => told(Date.now())))
  .observe(document.querySelector(card), { attributes: true, attributeFilter: ["data-stock"] }))"""


def run() -> list[str]:
    """The lines to print."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as after:
        stack = Stack(Path(folder) / "stack", StackOptions(motor_ms=0))
        after.callback(stack.stop)
        stack.start()
        stack.wait_ready()
        floor = after.enter_context(_static_page(Path(folder)))
        browser = after.enter_context(chromium())
        [kiosk] = after.enter_context(kiosks(browser, stack))
        return [*_paints(kiosk, floor), *_taps(kiosk, floor), *_stock(kiosk, stack), *_weights(kiosk)]


@contextmanager
def _static_page(folder: Path) -> Iterator[str]:
    (folder / "floor.html").write_text(STATIC)
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/floor.html"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Says nothing."""


def _paints(kiosk: Kiosk, floor: str) -> list[str]:
    """A page in turn, so that a busy moment strikes all; nothing is in the browser's cache."""
    kiosk.page.context.new_cdp_session(kiosk.page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    pages, here = (floor, kiosk.stack.kiosk_url), kiosk.stack.kiosk_url
    both = [[_paint(kiosk.page, url) for url in pages] for _ in range(ROUNDS)]
    kiosk.identify()
    products = [_paint(kiosk.page, f"{here}/products") for _ in range(ROUNDS)]
    return [
        row("floor: first paint of a static page", [one[0] for one in both]),
        row("first paint of the start (wanted 300)", [one[1] for one in both]),
        row("first paint of the products (wanted 300)", products),
    ]


def _paint(page: Page, url: str) -> float:
    """Seconds from the navigation's start, server's answer included."""
    page.goto(url)
    return float(page.evaluate(PAINTED)) / 1000


def _taps(kiosk: Kiosk, floor: str) -> list[str]:
    kiosk.page.goto(floor)
    on_floor = _tapped(kiosk.page, "#b", "#b", "#b")
    kiosk.page.goto(f"{kiosk.stack.kiosk_url}/products")
    plus, minus = (f"[data-testid='{way}-P-TOWEL']" for way in ("plus", "minus"))
    on_products = _tapped(kiosk.page, "[data-testid='quantity-P-TOWEL']", plus, minus)
    return [
        row("floor: a tap to its number, static page", on_floor),
        row("a tap to its number, products (wanted 100)", on_products),
    ]


def _tapped(page: Page, number: str, *buttons: str) -> list[float]:
    """Seconds of each tap, on one button after the other."""
    page.evaluate(WATCH_TAPS, number)
    for count in range(ROUNDS):
        page.click(buttons[count % len(buttons)])
        page.wait_for_function("(n) => taps.length === n", arg=count + 1)
    return [float(ms) / 1000 for ms in page.evaluate("taps")]


def _stock(kiosk: Kiosk, stack: Stack) -> list[str]:
    """From the device's message to the frame that shows it, by the clock both share."""
    host, port = stack.settings.mqtt.hostname or "", stack.settings.mqtt.port or 0
    with FieldDevice(DEVICE, host, port, category="other", name="bench", stock=10) as device:
        card = "[data-testid^='product-'][data-stock='10']:has-text('bench')"
        kiosk.page.wait_for_selector(card)
        hook = kiosk.page.get_attribute(card, "data-testid")
        took = [_shown(kiosk.page, f"[data-testid='{hook}']", device, 10 + n % 2) for n in range(1, ROUNDS + 1)]
    return [
        row("floor: MQTT round trip", round_trips(stack)),
        row("a stock change to the screen (wanted 1,000)", took),
    ]


def _shown(page: Page, card: str, device: FieldDevice, stock: int) -> float:
    page.evaluate(f"(card) => {{ window.shown = ({STOCK_SHOWN})(card) }}", card)
    began = time.time()
    device.refill(stock)
    return float(page.evaluate("window.shown")) / 1000 - began


def _weights(kiosk: Kiosk) -> list[str]:
    """Everything a page fetches, uncached, headers left out."""
    answers: list[Response] = []
    kiosk.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - the driver marks what it is given
    kiosk.page.goto(f"{kiosk.stack.kiosk_url}/products", wait_until="load")
    told = [one for one in answers if "/stream?" not in one.url]
    size, hosts = sum(len(one.body()) for one in told), {one.url.split("/")[2] for one in answers}
    return [f"{'the products, all told (wanted 150)':<52} {size / 1000:10.1f} kB   hosts {sorted(hosts)}"]


if __name__ == "__main__":
    print(*run(), sep="\n")
