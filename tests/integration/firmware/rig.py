"""A simulated board as a process, and a gateway's end of the wire, for the tests in this folder."""

import json
import os
import queue
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import paho.mqtt.client as mqtt

ROOT = Path(__file__).parents[3]
SIMULATE = ROOT / "firmware" / "simulate"
PATIENCE = 20.0
FIRST_STOCK = 20

Event = dict[str, Any]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Broker:
    """Mosquitto on a port of its own, which it keeps over restarts."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._database = folder / "mosquitto.db"
        self._config = folder / "mosquitto.conf"
        self._config.write_text(
            f"listener {self.port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n"
            f"persistence true\npersistence_location {folder}/\nuser {_user()}\n"
        )

    def start(self) -> None:
        self._process = subprocess.Popen(
            ["/usr/sbin/mosquitto", "-c", str(self._config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
            except ConnectionRefusedError:
                time.sleep(0.02)
            else:
                return
        raise RuntimeError("mosquitto does not listen")

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(10)

    def kill(self) -> None:
        """What it knew since `save` is lost."""
        self._process.kill()
        self._process.wait(10)

    def save(self) -> None:
        self._database.unlink(missing_ok=True)
        self._process.send_signal(signal.SIGUSR1)
        while not self._database.exists():
            time.sleep(0.002)

    def freeze(self) -> None:
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._process.send_signal(signal.SIGCONT)


def _user() -> str:
    return "root" if os.geteuid() == 0 else ""


class Gateway:
    """Sends commands to one board and waits for its events, as the gateway would."""

    def __init__(self, port: int, uuid: str) -> None:
        self._topic = f"fbox/{uuid}/cmd"
        self._events: queue.Queue[Event] = queue.Queue()
        self._client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2, client_id=f"test-{uuid}", clean_session=False)
        self._client.on_connect = lambda client, *_: client.subscribe(f"fbox/{uuid}/status", 1)
        self._client.on_message = lambda _client, _data, message: self._events.put(json.loads(message.payload))
        self._client.reconnect_delay_set(1, 1)
        subscribed = threading.Event()
        self._client.on_subscribe = lambda *_: subscribed.set()
        self._client.connect("127.0.0.1", port)
        self._client.loop_start()
        assert subscribed.wait(PATIENCE)

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

    def boot(self, board: "Board", **changes: object) -> None:
        """Starts the board and waits until it takes commands."""
        board.start(**changes)
        self.wait("heartbeat")

    def status(self, command_id: str, **fields: Any) -> Event:  # noqa: ANN401
        self.send("STATUS", command_id, **fields)
        return self.wait("status", command_id)


class Board:
    """firmware/simulate on a folder. `runtime` is micropython or cpython."""

    def __init__(self, folder: Path, port: int, mac: str, runtime: str) -> None:
        self.folder, self.uuid, self._runtime = folder, f"FBOX-{mac}", runtime
        folder.mkdir()
        self._settings = {
            "mac": mac,
            "category": "towel",
            "size": "L",
            "deviceName": "수건",
            "stock": FIRST_STOCK,
            "broker": f"mqtt://127.0.0.1:{port}",
            "motorMs": 0,
            "heartbeatInterval": 30,
            "keepAlive": 15,
            "fault": None,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, **changes: object) -> None:
        (self.folder / "board.json").write_text(json.dumps(self._settings | changes))
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [SIMULATE, self.folder], stdout=log, stderr=log, env=os.environ | {"BOARD_RUNTIME": self._runtime}
            )

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process
        return self._process

    def inject(self, fault: str, **fields: object) -> None:
        (self.folder / "fault.json").write_text(json.dumps({"fault": fault} | fields))

    def door(self, position: str) -> None:
        (self.folder / "door.new").write_text(position)
        (self.folder / "door.new").rename(self.folder / "door")

    def kill(self) -> None:
        """A power cut."""
        self.process.kill()
        self.process.wait(10)

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait(10)

    @property
    def garments(self) -> int:
        """How many came out in truth."""
        log = self.folder / "garments.log"
        return len(log.read_text().splitlines()) if log.exists() else 0

    @property
    def flash(self) -> bytes:
        return b"".join(path.read_bytes() for path in (self.folder / "flash").glob("state.[01]"))

    def wait_until(self, holds: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < until
            assert self.process.poll() is None
            time.sleep(0.002)

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()
