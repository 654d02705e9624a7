"""POST /api/rentals to `complete`, motor time 0, beside one MQTT round trip plus one fsynced SQLite commit."""

import re
import sqlite3
import tempfile
import threading
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from socket import IPPROTO_TCP, TCP_NODELAY

import paho.mqtt.client as mqtt

from bench.figures import p50_p99, row
from shared.changes import listen
from shared.keys import Keys
from tests.support.renting import MEMBER, Renter
from tests.support.servers import eventually
from tests.support.stack import Stack, StackOptions

RENTALS = 300
FULL = 30
WARM_UP = 10


def run() -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        stack = Stack(Path(folder) / "stack", StackOptions(boards=1, motor_ms=0, stock=FULL))
        stack.start()
        try:
            stack.wait_ready()
            return _measure(stack, Path(folder))
        finally:
            stack.stop()


def _measure(stack: Stack, folder: Path) -> list[str]:
    floor = [m + s for m, s in zip(_round_trips(stack), _commits(folder), strict=True)]
    whole, pins = _rentals(stack)
    bare = [took - pin for took, pin in zip(whole, pins, strict=True)]
    ratio = p50_p99(bare)[0] / p50_p99(floor)[0]
    return [
        row("floor: MQTT round trip + fsynced SQLite commit", floor),
        row("the PIN's hash alone", pins),
        row("rental, request to complete, whole", whole),
        row("rental without the PIN's hash (wanted 15 / 40)", bare),
        f"{'rental without the hash / floor, p50':<52} {ratio:6.2f}",
    ]


def _rentals(stack: Stack) -> tuple[list[float], list[float]]:
    """Seconds from the request to the change that told of the end, and of the PIN's hash."""
    grant = {"kind": "count", "count": 10 * RENTALS}
    stack.api.post(f"/api/members/{MEMBER}/passes", json=grant).raise_for_status()
    renter = Renter(stack)
    product = next(iter(renter.products()))
    took, pins = [], []
    with closing(_Watch(stack)) as watch:
        _rent_all(stack, renter, product, watch, took, pins)
    return took, pins


def _rent_all(
    stack: Stack, renter: Renter, product: str, watch: "_Watch", took: list[float], pins: list[float]
) -> None:
    for number in range(RENTALS + WARM_UP):
        if renter.products()[product]["stock"] < 2:
            _refill(stack, renter, product)
        begun = time.perf_counter()
        answer = renter.order(product).raise_for_status()
        pin = float(re.findall(r"pin;dur=([\d.]+)", answer.headers["Server-Timing"])[0]) / 1000
        ended = watch.end(answer.json()["rental_id"])
        rental = renter.wait_settled(answer.json()["rental_id"])
        if number >= WARM_UP and rental["state"] == "complete":
            took.append(ended - begun)
            pins.append(pin)


def _refill(stack: Stack, renter: Renter, product: str) -> None:
    body = {"cmd": "SET_STOCK", "stock": FULL}
    stack.api.post(f"/api/devices/{stack.boards[0].uuid}/commands", json=body).raise_for_status()
    eventually(lambda: bool(renter.products()[product]["stock"] == FULL), "the refill")


class _Watch:
    """When each rental's second change was told: the first is the dispatch, the second the end. Nobody polls."""

    def __init__(self, stack: Stack) -> None:
        self._told: dict[str, list[float]] = defaultdict(list)
        self._news = threading.Condition()
        self._stop = threading.Event()
        keys = Keys(stack.settings.site)
        self._thread = threading.Thread(target=self._listen, args=(stack, keys))
        self._thread.start()
        eventually(lambda: stack.redis.pubsub_numsub(keys.changes)[0][1] > 0, "the listener")

    def _listen(self, stack: Stack, keys: Keys) -> None:
        for change in listen(stack.redis, keys, 0.2):
            if self._stop.is_set():
                return
            if change and change.kind == "rental":
                with self._news:
                    self._told[change.id].append(time.perf_counter())
                    self._news.notify_all()

    def close(self) -> None:
        self._stop.set()
        self._thread.join()

    def end(self, rental_id: str) -> float:
        with self._news:
            self._news.wait_for(lambda: len(self._told[rental_id]) == 2, 10)
            return self._told[rental_id][-1]


def _round_trips(stack: Stack) -> list[float]:
    """One client to itself through the stack's broker, QoS 1."""
    url = stack.settings.mqtt
    back = threading.Event()
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="FBOX-00000000BE0C")
    client.username_pw_set(url.username, url.password)
    client.on_message = lambda *_: back.set()
    client.on_subscribe = lambda *_: back.set()
    client.on_socket_open = lambda _client, _userdata, sock: sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
    client.connect(url.hostname or "", url.port or 0)
    client.loop_start()
    topic = "fbox/FBOX-00000000BE0C/cmd"
    client.subscribe(topic, 1)
    back.wait(5)
    took = []
    for _ in range(RENTALS):
        back.clear()
        begun = time.perf_counter()
        client.publish(topic, b"x" * 150, 1)
        back.wait(5)
        took.append(time.perf_counter() - begun)
    client.disconnect()
    client.loop_stop()
    return took


def _commits(folder: Path) -> list[float]:
    database = sqlite3.connect(folder / "floor.db", isolation_level=None)
    database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (a)")
    took = []
    for number in range(RENTALS):
        begun = time.perf_counter()
        database.execute("INSERT INTO t VALUES (?)", (number,))
        took.append(time.perf_counter() - begun)
    database.close()
    return took


if __name__ == "__main__":
    print(*run(), sep="\n")
