"""A gateway's end of the wire, for one board."""

import json
import queue
import socket
import threading
import time
from typing import Any

import paho.mqtt.client as mqtt

from tests.integration.firmware.simulated import Board

PATIENCE = 20.0

Event = dict[str, Any]


def _without_delay(_client: mqtt.Client, _data: object, link: Any) -> None:  # noqa: ANN401 - as paho types it
    link.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class Gateway:
    """Sends commands to one board and waits for its events, as the gateway would."""

    def __init__(self, port: int, uuid: str, login: str = "") -> None:
        """`login`: `user:password`, where the broker wants one."""
        self._topic = f"fbox/{uuid}/cmd"
        self._events: queue.Queue[Event] = queue.Queue()
        self._client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=f"test-{uuid}", clean_session=False)
        self._client.on_connect = lambda client, *_: client.subscribe(f"fbox/{uuid}/status", 1)
        self._client.on_message = lambda _client, _data, message: self._take(message.payload)
        if login:
            self._client.username_pw_set(*login.split(":"))
        self.longest = 0
        self._client.on_socket_open = _without_delay
        self._client.reconnect_delay_set(1, 1)
        subscribed = threading.Event()
        self._client.on_subscribe = lambda *_: subscribed.set()
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        assert subscribed.wait(PATIENCE)

    def _take(self, payload: bytes) -> None:
        self.longest = max(self.longest, len(payload))
        self._events.put(json.loads(payload))

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def publish(self, payload: bytes | str) -> None:
        self._client.publish(self._topic, payload, 1).wait_for_publish(PATIENCE)

    def send(self, cmd: str, command_id: str, **fields: Any) -> None:  # noqa: ANN401 - whatever a command may carry
        self.publish(json.dumps({"cmd": cmd, "commandId": command_id, "timestamp": 0} | fields))

    def dispense(self, command_id: str, seq: int) -> None:
        self.send("DISPENSE", command_id, commandSeq=seq)

    def wait(self, name: str, command_id: str | None = None) -> Event:
        """The next such event; the others on the way there are passed over."""
        return self.wait_all(name, command_id)[-1]

    def wait_all(self, name: str, command_id: str | None = None) -> list[Event]:
        """Every event up to the first such one."""
        seen: list[Event] = []
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                seen.append(self._events.get(timeout=0.2))
            except queue.Empty:
                continue
            if seen[-1]["event"] == name and command_id in (None, seen[-1].get("commandId")):
                return seen
        raise AssertionError(f"no {name} for {command_id}, only {seen}")

    def wait_any(self, command_id: str) -> Event:
        """The next event that speaks of the command."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            event = self._events.get(timeout=PATIENCE)
            if command_id in json.dumps(event):
                return event
        raise AssertionError(f"nothing about {command_id}")

    def boot(self, board: Board, **changes: object) -> None:
        """Starts the board and waits until it takes commands."""
        board.start(**changes)
        self.wait("heartbeat")

    def status(self, command_id: str, **fields: Any) -> Event:  # noqa: ANN401
        self.send("STATUS", command_id, **fields)
        return self.wait("status", command_id)
