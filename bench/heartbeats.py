"""Heartbeats of 200 devices taken in, against a paho callback that does nothing, over the same stream.

`python -m bench.heartbeats` from the repository's root. Both consumers are processes of their own, behind the same
Mosquitto; the gateway is the real one, with a real Redis. Nothing is asserted here, only measured.
"""

import json
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path

from paho.mqtt.client import Client, MQTTMessage
from redis import Redis
from redis.exceptions import ConnectionError as NotUpYet

from services.device_gateway.connection import build_client, connect
from shared.config import Settings, load
from shared.keys import Keys

MESSAGES = 40_000
DEVICES = 200
WINDOW = 12_000
"""Messages sent and not yet counted: the publisher is always ahead, and Mosquitto never has to drop any."""
CHUNK = 200
LIMIT_SECONDS = 60


def run(messages: int = MESSAGES) -> list[str]:
    """The lines to print."""
    with tempfile.TemporaryDirectory() as folder, servers(Path(folder)) as settings:
        bare = measure(settings, messages, bare_callback)
        gateway = measure(settings, messages, real_gateway)
    return [
        f"heartbeats of {DEVICES} devices, {messages} of {messages} taken in by each:",
        f"  bare paho callback  {bare:8,.0f} /s",
        f"  device_gateway      {gateway:8,.0f} /s   state and TTL in Redis",
        f"  ratio               {gateway / bare:8.2f}     wanted: at least 0.50",
    ]


Progress = Callable[[], int]


def measure(settings: Settings, messages: int, consumer: "Callable[[Settings], object]") -> float:
    """Messages a second, from the first one sent to the last one counted."""
    with consumer(settings) as progress, publisher(settings) as send:  # type: ignore[attr-defined]
        began = time.perf_counter()
        sent = 0
        for chunk in stream(messages):
            wait_until(lambda: sent - progress() <= WINDOW - CHUNK, LIMIT_SECONDS)  # noqa: B023 - called at once
            send(chunk)
            sent += CHUNK
        wait_until(lambda: progress() >= messages, LIMIT_SECONDS)
        taken = time.perf_counter() - began
        if progress() != messages:
            raise SystemExit(f"sent {messages}, counted {progress()}")
        return messages / taken


def stream(messages: int) -> Iterator[bytes]:
    """Chunks of MQTT 3.1.1 PUBLISH packets at QoS 0."""
    for start in range(0, messages, CHUNK):
        yield b"".join(heartbeat(number) for number in range(start, start + CHUNK))


def heartbeat(number: int) -> bytes:
    uuid = f"FBOX-{number % DEVICES:012X}"
    body = {
        "event": "heartbeat",
        "deviceUUID": uuid,
        "timestamp": number,
        "seq": number,
        "stock": 20 - number // DEVICES % 20,
        "doorState": "closed",
        "locked": False,
        "wifiRssi": -50,
    }
    return _publish_packet(f"fbox/{uuid}/status", json.dumps(body).encode())


def _publish_packet(topic: str, payload: bytes) -> bytes:
    rest = len(topic).to_bytes(2, "big") + topic.encode() + payload
    low, high = len(rest) % 128, len(rest) // 128
    return bytes([0x30, low | 0x80, high]) + rest


@contextmanager
def publisher(settings: Settings) -> Iterator[Callable[[bytes], None]]:
    with socket.create_connection((settings.mqtt.hostname, settings.mqtt.port)) as link:
        link.sendall(b"\x10\x0f\x00\x04MQTT\x04\x02\x00\x00\x00\x03pub")
        link.recv(4)
        yield link.sendall


@contextmanager
def bare_callback(settings: Settings) -> Iterator[Progress]:
    context = multiprocessing.get_context("spawn")
    counted = context.Value("q", 0, lock=False)
    ready = context.Event()
    process = context.Process(target=_count_only, args=(settings, counted, ready), daemon=True)
    process.start()
    try:
        ready.wait(LIMIT_SECONDS)
        yield lambda: int(counted.value)
    finally:
        process.kill()
        process.join()


def _count_only(settings: Settings, counted: "Synchronized[int]", ready: "multiprocessing.synchronize.Event") -> None:
    client = build_client(settings)

    def count(_client: Client, _userdata: object, _message: MQTTMessage) -> None:
        counted.value += 1

    client.on_message = count
    client.on_connect = lambda c, *_: c.subscribe("fbox/+/status", 1) and None
    client.on_subscribe = lambda *_: ready.set()
    connect(client, settings)
    client.loop_forever(retry_first_connection=True)


@contextmanager
def real_gateway(settings: Settings) -> Iterator[Progress]:
    environ = {f"FBOX_{name.upper()}": _value(value) for name, value in settings if value is not None}
    process = subprocess.Popen(
        [sys.executable, "-m", "services.device_gateway"],
        env=os.environ | environ,
        stdout=subprocess.DEVNULL,
    )
    redis = Redis.from_url(settings.redis_url, decode_responses=True)
    counters = Keys(settings.site).counters
    try:
        wait_until(lambda: bool(redis.hexists(counters, "broker.connected")), LIMIT_SECONDS)
        yield lambda: int(redis.hget(counters, "event.heartbeat") or 0)
    finally:
        process.terminate()
        process.wait(LIMIT_SECONDS)


def _value(value: object) -> str:
    reveal = getattr(value, "get_secret_value", None)
    return str(reveal() if reveal else value)


@contextmanager
def servers(folder: Path) -> Iterator[Settings]:
    """Mosquitto and Redis on free ports, and settings that lead to them."""
    mqtt, redis = free_port(), free_port()
    conf = folder / "mosquitto.conf"
    conf.write_text(
        f"listener {mqtt} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n"
        "max_queued_messages 0\nmax_queued_bytes 0\n"
    )
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    broker = subprocess.Popen(["mosquitto", "-c", str(conf)], **quiet)  # type: ignore[call-overload]
    store = subprocess.Popen(
        ["redis-server", "--port", str(redis), "--dir", str(folder), "--save", "", "--bind", "127.0.0.1"],
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: _listens(mqtt) and _answers(redis), LIMIT_SECONDS)
        yield load(
            {
                "FBOX_HOME": str(folder),
                "FBOX_MQTT_URL": f"mqtt://127.0.0.1:{mqtt}",
                "FBOX_REDIS_URL": f"redis://127.0.0.1:{redis}/0",
                "FBOX_API_TOKEN": "x" * 16,
                "FBOX_KIOSK_SECRET": "x" * 16,
                "FBOX_OPERATOR_PASSWORD": "x" * 8,
            }
        )
    finally:
        for process in (broker, store):
            process.terminate()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(done: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise SystemExit("the consumer stands still")
        time.sleep(0.002)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _answers(port: int) -> bool:
    try:
        return bool(Redis(port=port).ping())
    except NotUpYet:
        return False


if __name__ == "__main__":
    print("\n".join(run()))
