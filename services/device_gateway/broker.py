"""The one MQTT connection of the whole system: what comes in goes to a receiver, what goes out is published."""

import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from time import time_ns
from typing import Protocol

import structlog
from paho.mqtt.client import Client, ConnectFlags, MQTTMessage, MQTTMessageInfo
from paho.mqtt.enums import MQTTErrorCode
from paho.mqtt.reasoncodes import ReasonCode
from paho.mqtt.subscribeoptions import SubscribeOptions

from services.device_gateway.connection import expiring
from services.device_gateway.messages import Delivery
from shared.topics import ALL_STATUS

DISPENSES_REMEMBERED = 256
NS_A_MILLISECOND = 1_000_000
log = structlog.get_logger()


class Receiver(Protocol):
    """The inbox, as the network thread sees it. Both calls only put something on a queue."""

    def receive(self, delivery: Delivery) -> None: ...
    def count(self, kind: str) -> None: ...


class Broker:
    """`may_connect` is asked before each connection; where it raises, the process ends instead."""

    def __init__(self, client: Client, receiver: Receiver, may_connect: Callable[[], None]) -> None:
        self._client = client
        self._receiver = receiver
        self._receive = receiver.receive
        self._may_connect = may_connect
        self._connected = threading.Event()
        self._connection = 0
        self._stopped = False
        self._unrepeatable: deque[MQTTMessageInfo] = deque(maxlen=DISPENSES_REMEMBERED)
        client.on_pre_connect = self._before_connect
        client.on_connect = self._on_connect
        client.on_disconnect = self._on_disconnect
        client.on_subscribe = self._on_subscribe
        client.on_message = self._on_message

    def start(self) -> None:
        """Needs `connection.connect` first. A broker that is not up yet is waited for in the background."""
        self._client.loop_start()

    def stop(self) -> None:
        """Says goodbye; the session stays, and what is not acknowledged is delivered again."""
        self._stopped = True
        self._client.disconnect()
        self._client.loop_stop()

    @property
    def connected(self) -> bool:
        return self._connected.is_set()

    def wait_connected(self, seconds: float) -> bool:
        return self._connected.wait(seconds)

    @property
    def alive(self) -> bool:
        """Whether the network thread lives or was told to end; paho's `is_connected` stays true when it dies."""
        return self._stopped or any(thread.name.startswith("paho-mqtt-client-") for thread in threading.enumerate())

    def publish(self, topic: str, payload: str, qos: int, seconds: int = 0) -> bool:
        """Sends, or at QoS 1 keeps for the next connection; the broker drops it after `seconds`, 0 never."""
        info = self._client.publish(topic, payload, qos, properties=expiring(seconds))
        return info.rc == MQTTErrorCode.MQTT_ERR_SUCCESS

    def publish_now(self, topic: str, payload: str, qos: int, seconds: int) -> bool:
        """Sends over this connection or not at all; whoever wants it sent again says so again."""
        if not self.connected:
            return False
        info = self._client.publish(topic, payload, qos, properties=expiring(seconds))
        self._unrepeatable.append(info)
        return info.rc == MQTTErrorCode.MQTT_ERR_SUCCESS

    def acknowledge(self, delivery: Delivery) -> None:
        """On a later connection its id may mean another message; there the broker delivers it again."""
        if delivery.connection == self._connection:
            self._client.ack(delivery.mid, delivery.qos)

    def _before_connect(self, _client: Client, _userdata: object) -> None:
        try:
            self._may_connect()
        except Exception:
            log.exception("not connecting; this process ends")
            sys.stdout.flush()
            os._exit(1)
        self._connection += 1
        self._forget_unrepeatable()

    def _forget_unrepeatable(self) -> None:
        """paho sends what was not acknowledged again, with its first expiry: a DISPENSE would outlive its deadline.

        It has no public way to take a message back. The loop runs here before it resends, so nothing is in flight.
        """
        with self._client._out_message_mutex:
            for info in self._unrepeatable:
                waiting = self._client._out_messages.get(info.mid)
                if waiting is not None and waiting.info is info:
                    del self._client._out_messages[info.mid]
        self._unrepeatable.clear()

    def _on_connect(
        self, client: Client, _userdata: object, flags: ConnectFlags, reason: ReasonCode, _properties: object
    ) -> None:
        if reason.is_failure:
            log.error("broker refuses the connection", reason=str(reason))
            return
        options = SubscribeOptions(qos=1, retainHandling=SubscribeOptions.RETAIN_DO_NOT_SEND)
        client.subscribe(ALL_STATUS, options=options)
        log.info("connected to the broker", session_kept=flags.session_present)
        self._receiver.count("broker.connected")
        self._connected.set()

    def _on_disconnect(
        self, _client: Client, _userdata: object, _flags: object, reason: ReasonCode, _properties: object
    ) -> None:
        self._connected.clear()
        log.warning("disconnected from the broker", reason=str(reason))
        self._receiver.count("broker.disconnected")

    def _on_subscribe(
        self, _client: Client, _userdata: object, _mid: int, reasons: list[ReasonCode], _properties: object
    ) -> None:
        if any(reason.is_failure for reason in reasons):
            log.error("broker refuses the subscription", topic=ALL_STATUS)

    def _on_message(self, _client: Client, _userdata: object, message: MQTTMessage) -> None:
        """Tens of thousands a second pass here, between paho's own work: nothing but the noting down."""
        try:
            topic = message.topic
        except UnicodeDecodeError:
            topic = ""
        try:
            payload = bytes(message.payload)
            self._receive(
                Delivery(topic, payload, message.qos, message.mid, self._connection, time_ns() // NS_A_MILLISECOND)
            )
        except Exception:
            log.exception("message not taken in")
