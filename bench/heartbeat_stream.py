"""Heartbeats as MQTT packets, made by hand: the publisher must outrun whatever takes them in."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from shared.config import Settings

DEVICES = 200
CHUNK = 200
"""Packets sent at once."""


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
    rest = _text(topic) + payload
    low, high = len(rest) % 128, len(rest) // 128
    return bytes([0x30, low | 0x80, high]) + rest


@contextmanager
def publisher(settings: Settings) -> Iterator[Callable[[bytes], None]]:
    """Over one connection, with the gateway's own name: it may write every topic."""
    texts = ("bench", settings.mqtt.username or "", settings.mqtt.password or "")
    rest = b"\x00\x04MQTT\x04\xc2\x00\x00" + b"".join(map(_text, texts))
    with socket.create_connection((settings.mqtt.hostname, settings.mqtt.port)) as link:
        link.sendall(bytes([0x10, len(rest)]) + rest)
        link.recv(4)
        yield link.sendall


def _text(value: str) -> bytes:
    return len(value).to_bytes(2, "big") + value.encode()
