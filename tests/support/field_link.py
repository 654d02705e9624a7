"""The network side of the field device double: MQTT 3.1.1, QoS 0, no session, no will, no user name."""

import socket
import threading
from collections.abc import Callable

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

CONNECT_SECONDS = 10


class FieldLink:
    """`greet(again)` is called once commands are subscribed, `handle(payload)` for each of them, one at a time."""

    def __init__(
        self,
        uuid: str,
        address: tuple[str, int],
        reconnect_seconds: float,
        greet: Callable[[bool], None],
        handle: Callable[[bytes], None],
    ) -> None:
        self._uuid, self._address, self._reconnect_seconds = uuid, address, reconnect_seconds
        self._greet, self._handle = greet, handle
        self._client: Client | None = None
        self._ready = threading.Event()

    def start(self) -> None:
        self._ready = threading.Event()
        client = Client(CallbackAPIVersion.VERSION2, self._uuid, True, protocol=MQTTProtocolVersion.MQTTv311)
        _reconnect_after(client, self._reconnect_seconds)
        client.on_connect = self._subscribe
        client.on_subscribe = self._subscribed
        client.on_message = self._on_message
        self._client = client
        client.connect(*self._address)
        client.loop_start()
        if not self._ready.wait(CONNECT_SECONDS):
            raise TimeoutError("the broker did not take the field device in")

    def cut(self) -> None:
        """Ends it without a goodbye, for good."""
        client, self._client = self._client, None
        if client:
            _reconnect_after(client, 3600)
            _break(client)
            client.disconnect()
            client.loop_stop()

    def drop(self) -> None:
        """The link breaks; it comes back by itself."""
        if self._client:
            _break(self._client)

    def publish(self, payload: str) -> None:
        """While it is not connected, nobody hears it."""
        if self._client:
            self._client.publish(f"fbox/{self._uuid}/status", payload, 0)

    def _subscribe(self, client: Client, *_: object) -> None:
        client.subscribe(f"fbox/{self._uuid}/cmd", 1)

    def _subscribed(self, *_: object) -> None:
        self._greet(self._ready.is_set())
        self._ready.set()

    def _on_message(self, _client: Client, _userdata: object, message: MQTTMessage) -> None:
        """On the network thread: while the device is busy, nothing is read."""
        self._handle(bytes(message.payload))


def _reconnect_after(client: Client, seconds: float) -> None:
    client.reconnect_delay_set(seconds, seconds)  # type: ignore[arg-type]


def _break(client: Client) -> None:
    link = client.socket()
    if isinstance(link, socket.socket):
        try:
            link.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
