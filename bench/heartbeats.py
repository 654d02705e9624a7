"""Heartbeats of 200 devices taken in, against a paho callback that does nothing, over the same stream.

`python -m bench.heartbeats` from the repository's root. Both consumers are processes of their own, behind the same
Mosquitto; the gateway is the real one, with a real Redis. Nothing is asserted here, only measured.
"""

import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from statistics import median

from paho.mqtt.client import Client, MQTTMessage
from redis import Redis

from bench.heartbeat_stream import CHUNK, DEVICES, publisher, stream
from services.device_gateway.connection import build_client, connect
from shared.config import Settings
from shared.keys import Keys
from tests.support.servers import Mosquitto, RedisServer, eventually, settings_for

MESSAGES = 40_000
ROUNDS = 3
WINDOW = 12_000
"""Messages sent and not yet counted: the publisher is always ahead, and Mosquitto never has to drop any."""
LIMIT_SECONDS = 60
STANDSTILL = "the consumer to go on"


def run(messages: int = MESSAGES) -> list[str]:
    """The lines to print."""
    with tempfile.TemporaryDirectory() as folder, servers(Path(folder)) as settings:
        rounds = [_round(settings, messages) for _ in range(ROUNDS)]
    bare, gateway = (median(rates) for rates in zip(*rounds, strict=True))
    return [
        f"heartbeats of {DEVICES} devices, {ROUNDS} x {messages} sent to each in turn, none lost:",
        f"  bare paho callback  {bare:8,.0f} /s",
        f"  device_gateway      {gateway:8,.0f} /s   state and TTL in Redis",
        f"  ratio               {gateway / bare:8.2f}     wanted: at least 0.50",
    ]


def _round(settings: Settings, messages: int) -> tuple[float, float]:
    return measure(settings, messages, bare_callback), measure(settings, messages, real_gateway)


Progress = Callable[[], int]
"""How many messages the consumer has taken in so far."""
Consumer = Callable[[Settings], AbstractContextManager[Progress]]


def measure(settings: Settings, messages: int, consumer: Consumer) -> float:
    """Messages a second, from the first one sent to the last one counted."""
    with consumer(settings) as progress, publisher(settings) as send:
        began = time.perf_counter()
        sent = 0
        for chunk in stream(messages):
            eventually(lambda: sent - progress() <= WINDOW - CHUNK, STANDSTILL)  # noqa: B023 - called at once
            send(chunk)
            sent += CHUNK
        eventually(lambda: progress() >= messages, STANDSTILL)
        taken = time.perf_counter() - began
        if progress() != messages:
            raise SystemExit(f"sent {messages}, counted {progress()}")
        return messages / taken


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
    redis = Redis.from_url(settings.redis_url, decode_responses=True)
    redis.flushall()
    environ = {f"FBOX_{name.upper()}": _value(value) for name, value in settings if value is not None}
    process = subprocess.Popen(
        [sys.executable, "-m", "services.device_gateway"],
        env=os.environ | environ,
        stdout=subprocess.DEVNULL,
    )
    counters = Keys(settings.site).counters
    try:
        eventually(lambda: bool(redis.hexists(counters, "broker.connected")), "the gateway")
        yield lambda: int(redis.hget(counters, "event.heartbeat") or 0)
    finally:
        process.terminate()
        process.wait(LIMIT_SECONDS)


def _value(value: object) -> str:
    reveal = getattr(value, "get_secret_value", None)
    return str(reveal() if reveal else value)


@contextmanager
def servers(folder: Path) -> Iterator[Settings]:
    """The product's own Mosquitto and Redis, on free ports, and settings that lead to them."""
    broker, redis = Mosquitto(folder), RedisServer(folder)
    try:
        broker.start()
        redis.start()
        yield settings_for(folder, mqtt_url=broker.url, redis_url=redis.url)
    finally:
        broker.stop()
        redis.stop()


if __name__ == "__main__":
    print("\n".join(run()))
