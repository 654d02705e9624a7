"""The MQTT client as this product sets it up: a v5 session that outlives its connections, acknowledged by hand."""

import hashlib
import socket
from typing import Any
from urllib.parse import unquote

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from shared.config import Settings

SESSION_SECONDS = 30 * 24 * 3600
IN_FLIGHT = 65_535
KEEP_ALIVE_SECONDS = 30


def client_id(settings: Settings) -> str:
    """Nobody without the password can name, and so take over, the gateway's session."""
    secret = f"{settings.mqtt.password or ''} {settings.site}"
    return "fbox-gateway-" + hashlib.sha256(secret.encode()).hexdigest()[:12]


def build_client(settings: Settings) -> Client:
    client = Client(
        CallbackAPIVersion.VERSION2,
        client_id(settings),
        protocol=MQTTProtocolVersion.MQTTv5,
        manual_ack=True,
    )
    client.suppress_exceptions = True
    client.on_socket_open = _send_at_once
    client.reconnect_delay_set(settings.mqtt_reconnect_min, settings.mqtt_reconnect_max)  # type: ignore[arg-type]
    if settings.mqtt.username:
        client.username_pw_set(unquote(settings.mqtt.username), unquote(settings.mqtt.password or ""))
    if settings.mqtt.scheme == "mqtts":
        client.tls_set()
    return client


def connect(client: Client, settings: Settings) -> None:
    """Asks for the connection; the client's loop makes it, and makes it again whenever it is lost."""
    wanted = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
    wanted.SessionExpiryInterval = SESSION_SECONDS
    wanted.ReceiveMaximum = IN_FLIGHT
    host, port = settings.mqtt.hostname, settings.mqtt.port
    client.connect_async(host or "", port or 0, KEEP_ALIVE_SECONDS, clean_start=False, properties=wanted)


def expiring(seconds: int) -> Properties | None:
    """The broker drops a message that it could not deliver within so many seconds; 0 keeps it."""
    if not seconds:
        return None
    properties = Properties(PacketTypes.PUBLISH)  # type: ignore[no-untyped-call]
    properties.MessageExpiryInterval = seconds
    return properties


def _send_at_once(_client: Client, _userdata: Any, sock: Any) -> None:  # noqa: ANN401 - paho's own signature
    """Without it Nagle and delayed acknowledgements add up to 40 ms a message."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
