"""paho clients that tell a test what the broker let through."""

import queue
from collections.abc import Iterator
from contextlib import contextmanager

from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion

SECONDS = 10


class Listener:
    """A connected client; topics of what reaches it come out of `next_topic`."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._topics: queue.Queue[str] = queue.Queue()
        self._subscribed: queue.Queue[int] = queue.Queue()
        self._dealt_with: queue.Queue[int] = queue.Queue()
        client.on_message = self._keep
        client.on_publish = lambda *_: self._dealt_with.put(1)
        client.on_disconnect = lambda *_: self._dealt_with.put(1)
        client.on_subscribe = lambda *_: self._subscribed.put(1)

    def subscribe(self, topic: str) -> None:
        self.client.subscribe(topic, 1)
        self._subscribed.get(timeout=SECONDS)

    def publish(self, topic: str, payload: str = "{}") -> None:
        """Returns when the broker has dealt with it: acknowledged it, or thrown the client out for it."""
        self.client.publish(topic, payload, qos=1)
        self._dealt_with.get(timeout=SECONDS)

    def next_topic(self) -> str:
        return self._topics.get(timeout=SECONDS)

    def _keep(self, _client: Client, _userdata: object, message: MQTTMessage) -> None:
        self._topics.put(message.topic)


@contextmanager
def connected(port: int, client_id: str, credentials: str = "") -> Iterator[Listener]:
    """Raises ConnectionRefusedError when the broker does not let it in. `credentials` is `user:password`."""
    client = Client(CallbackAPIVersion.VERSION2, client_id)
    answers: queue.Queue[bool] = queue.Queue()
    client.on_connect = lambda _client, _userdata, _flags, reason, _properties: answers.put(not reason.is_failure)
    if credentials:
        client.username_pw_set(*credentials.split(":"))
    client.connect("127.0.0.1", port)
    client.loop_start()
    try:
        if not answers.get(timeout=SECONDS):
            raise ConnectionRefusedError(client_id)
        yield Listener(client)
    finally:
        client.disconnect()
        client.loop_stop()
