"""POST /api/rentals to `complete`, motor time 0, beside one MQTT round trip plus one fsynced SQLite commit."""

import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from socket import IPPROTO_TCP, TCP_NODELAY

import paho.mqtt.client as mqtt

from bench.figures import p50_p99, row
from bench.till import Till
from tests.support.stack import Stack, StackOptions

RENTALS = 300
WARM_UP = 20


def run() -> list[str]:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as after:
        stack = Stack(Path(folder) / "stack", StackOptions(boards=1, motor_ms=0, stock=30))
        after.callback(stack.stop)
        stack.start()
        stack.wait_ready()
        floor = [trip + commit for trip, commit in zip(round_trips(stack), _commits(Path(folder)), strict=True)]
        taken = list(_rentals(stack))
    return _rows(floor, [whole for whole, _ in taken], [pin for _, pin in taken])


def _rows(floor: list[float], whole: list[float], pins: list[float]) -> list[str]:
    bare = [took - pin for took, pin in zip(whole, pins, strict=True)]
    ratio = p50_p99(bare)[0] / p50_p99(floor)[0]
    return [
        row("floor: MQTT round trip + fsynced SQLite commit", floor),
        row("the PIN's hash alone", pins),
        row("rental, request to complete, whole", whole),
        row("rental without the PIN's hash (wanted 15 / 40)", bare),
        f"{'rental without the hash / floor, p50':<52} {ratio:6.2f}",
    ]


def _rentals(stack: Stack) -> Iterator[tuple[float, float]]:
    """Seconds of a whole rental, and of the PIN's hash in it; the first few, in a cold stack, are left out."""
    with closing(Till(stack, RENTALS + WARM_UP)) as till:
        for number in range(RENTALS + WARM_UP):
            till.refill_when_low()
            taken = till.rent(f"bench-{number}")
            if number >= WARM_UP:
                yield taken


def round_trips(stack: Stack) -> list[float]:
    """One client to itself through the stack's broker, QoS 1."""
    back = threading.Event()
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id="FBOX-00000000BE0C")
    client.username_pw_set(stack.settings.mqtt.username, stack.settings.mqtt.password)
    client.on_message = lambda *_: back.set()
    client.on_subscribe = lambda *_: back.set()
    client.on_socket_open = lambda _client, _userdata, sock: sock.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
    client.connect(stack.settings.mqtt.hostname or "", stack.settings.mqtt.port or 0)
    client.loop_start()
    client.subscribe("fbox/FBOX-00000000BE0C/cmd", 1)
    back.wait(5)
    took = [_round_trip(client, back) for _ in range(RENTALS)]
    client.disconnect()
    client.loop_stop()
    return took


def _round_trip(client: mqtt.Client, back: threading.Event) -> float:
    back.clear()
    begun = time.perf_counter()
    client.publish("fbox/FBOX-00000000BE0C/cmd", b"x" * 150, 1)
    back.wait(5)
    return time.perf_counter() - begun


def _commits(folder: Path) -> list[float]:
    took = []
    with closing(sqlite3.connect(folder / "floor.db", isolation_level=None)) as database:
        database.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (a)")
        for number in range(RENTALS):
            begun = time.perf_counter()
            database.execute("INSERT INTO t VALUES (?)", (number,))
            took.append(time.perf_counter() - begun)
    return took


if __name__ == "__main__":
    print(*run(), sep="\n")
