"""GET /api/products with four clients at once, beside the same server's /healthz. `python -m bench.products`"""

import http.client
import multiprocessing
import tempfile
import time
from pathlib import Path

from bench.figures import row
from shared.config import Settings
from tests.support.stack import Stack, StackOptions

CLIENTS = 4
SECONDS = 5.0
ROUNDS = 2
"""Of each in turn, so that a busy moment of the machine strikes both."""
FLOOR = "/healthz"
PRODUCTS = "/api/products"


def run() -> list[str]:
    """The lines to print."""
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder), StackOptions())
        stack.start()
        try:
            stack.wait_ready()
            return _measure(stack.settings)
        finally:
            stack.stop()


def _measure(settings: Settings) -> list[str]:
    took: dict[str, list[float]] = {FLOOR: [], PRODUCTS: []}
    for _ in range(ROUNDS):
        for path in took:
            took[path] += _all_clients(settings, path)
    floor, products = (len(took[path]) / (ROUNDS * SECONDS) for path in (FLOOR, PRODUCTS))
    return [
        row(f"floor: GET {FLOOR}, {CLIENTS} clients", took[FLOOR]) + f"   {floor:6.0f} /s",
        row(f"GET {PRODUCTS}, {CLIENTS} clients", took[PRODUCTS]) + f"   {products:6.0f} /s",
        f"{'rate / floor':<52} {products / floor:6.2f}",
    ]


def _all_clients(settings: Settings, path: str) -> list[float]:
    """Seconds of every request that the clients, a process each, made in SECONDS."""
    job = (settings.api.hostname, settings.api.port, path, settings.api_token.get_secret_value())
    with multiprocessing.get_context("spawn").Pool(CLIENTS) as pool:
        return [seconds for each in pool.starmap(_ask_on, [job] * CLIENTS) for seconds in each]


def _ask_on(host: str, port: int, path: str, token: str) -> list[float]:
    """One client: the next request as soon as the last is answered, over a connection kept open."""
    connection = http.client.HTTPConnection(host, port, timeout=10)
    headers = {"Authorization": f"Bearer {token}"}
    took = []
    end = time.perf_counter() + SECONDS
    while (begun := time.perf_counter()) < end:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != http.client.OK:
            raise SystemExit(f"{path}: {answer.status}")
        took.append(time.perf_counter() - begun)
    connection.close()
    return took


if __name__ == "__main__":
    print("\n".join(run()))
