"""A broker's answer to a greeting, in MQTT 3.1.1 by hand: nobody but the gateway has an MQTT library."""

import secrets
import socket
import ssl
from urllib.parse import SplitResult, unquote

ACCEPTED = 0
CONNACK = 0x20
DISCONNECT = b"\xe0\x00"
KEEP_ALIVE_SECONDS = 10
CLEAN, USER, PASSWORD = 0x02, 0x80, 0x40


def greet(url: SplitResult, seconds: float) -> int:
    """The broker's return code, 0 for welcome. Raises OSError; ValueError where the answer is not MQTT.

    Under a name of its own, so that it takes nobody's session over.
    """
    with socket.create_connection((url.hostname or "", url.port or 0), seconds) as raw:
        raw.settimeout(seconds)
        with _secured(raw, url) as sock:
            sock.sendall(packet(f"fbox-doctor-{secrets.token_hex(4)}", unquote(url.username or ""), _password(url)))
            answer = _exactly(sock, 4)
            if answer[0] != CONNACK:
                raise ValueError("the answer is not MQTT")
            if answer[3] == ACCEPTED:
                sock.sendall(DISCONNECT)
            return answer[3]


def packet(client_id: str, user: str = "", password: str = "") -> bytes:
    """CONNECT with a clean session; without a user it is anonymous."""
    flags = CLEAN | (USER if user else 0) | (PASSWORD if user and password else 0)
    body = _text("MQTT") + bytes([4, flags]) + KEEP_ALIVE_SECONDS.to_bytes(2, "big") + _text(client_id)
    if user:
        body += _text(user) + (_text(password) if password else b"")
    return b"\x10" + _length(len(body)) + body


def _secured(raw: socket.socket, url: SplitResult) -> socket.socket:
    if url.scheme != "mqtts":
        return raw
    return ssl.create_default_context().wrap_socket(raw, server_hostname=url.hostname)


def _password(url: SplitResult) -> str:
    return unquote(url.password or "")


def _exactly(sock: socket.socket, count: int) -> bytes:
    got = b""
    while len(got) < count:
        part = sock.recv(count - len(got))
        if not part:
            raise ConnectionResetError("closed without an answer")
        got += part
    return got


def _text(text: str) -> bytes:
    encoded = text.encode()
    return len(encoded).to_bytes(2, "big") + encoded


def _length(number: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    out = b""
    while True:
        number, low = divmod(number, 128)
        out += bytes([low | (0x80 if number else 0)])
        if not number:
            return out
