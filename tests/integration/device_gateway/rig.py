"""A real Redis, a real Mosquitto and real gateway processes, on free ports."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from redis import Redis
from redis.exceptions import RedisError

from shared import device_state, queues
from shared.jobs import devices
from shared.keys import Keys
from shared.redis_client import connect, connect_for_jobs

UUID = "FBOX-004B1238C424"
LEASE_SECONDS = 1.5
PATIENCE_SECONDS = 20


def until(holds: Callable[[], Any], seconds: float = PATIENCE_SECONDS) -> None:
    """Waits for another process to bring something about."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError("it did not come about")
        time.sleep(0.01)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Rig:
    """`redis` and `broker` are processes that tests may kill and start again; `gateways` are all ever started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.redis_port, self.mqtt_port = free_port(), free_port()
        self.keys = Keys("gym-1")
        self.processes: list[subprocess.Popen[bytes]] = []
        self.redis = self.start_redis()
        self.broker = self.start_broker()
        self.client: Redis = connect(self.redis_url)
        self.jobs: Redis = connect_for_jobs(self.redis_url)

    @property
    def redis_url(self) -> str:
        return f"redis://127.0.0.1:{self.redis_port}/0"

    def start_redis(self) -> "subprocess.Popen[bytes]":
        options = {"port": self.redis_port, "bind": "127.0.0.1", "dir": self.folder, "appendonly": "yes", "save": ""}
        words = [word for name, value in options.items() for word in (f"--{name}", str(value))]
        started = self._start(["redis-server", *words])
        until(self._redis_answers)
        return started

    def start_broker(self) -> "subprocess.Popen[bytes]":
        conf = self.folder / "mosquitto.conf"
        conf.write_text(
            f"listener {self.mqtt_port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n"
            f"persistence true\npersistence_location {self.folder}/\nmax_queued_messages 0\n"
            f"max_inflight_messages 0\nuser root\nlog_type all\nlog_dest file {self.folder}/broker.log\n"
        )
        started = self._start(["mosquitto", "-c", str(conf)])
        until(lambda: listens(self.mqtt_port))
        return started

    def start_gateway(self) -> "subprocess.Popen[bytes]":
        settings = {
            "HOME": self.folder,
            "MQTT_URL": f"mqtt://127.0.0.1:{self.mqtt_port}",
            "REDIS_URL": self.redis_url,
            "MQTT_RECONNECT_MIN": 0.2,
            "MQTT_RECONNECT_MAX": 1,
            "LEASE_SECONDS": LEASE_SECONDS,
            "API_TOKEN": "x" * 16,
            "KIOSK_SECRET": "x" * 16,
            "OPERATOR_PASSWORD": "x" * 8,
        }
        environ = {f"FBOX_{name}": str(value) for name, value in settings.items()}
        return self._start([sys.executable, "-m", "services.device_gateway"], os.environ | environ)

    def serving_gateway(self) -> "subprocess.Popen[bytes]":
        connected = self.counted("broker.connected")
        started = self.start_gateway()
        until(lambda: self.counted("broker.connected") > connected)
        return started

    def output(self, process: "subprocess.Popen[bytes]") -> str:
        return (self.folder / f"{self.processes.index(process)}.out").read_text()

    def broker_log(self, *words: str) -> list[str]:
        lines = (self.folder / "broker.log").read_text(errors="replace").splitlines()
        return [line for line in lines if all(word in line for word in words)]

    def counted(self, kind: str) -> int:
        return int(self.client.hget(self.keys.counters, kind) or 0)

    def state(self, uuid: str = UUID) -> device_state.DeviceState | None:
        return device_state.read(self.client, self.keys, uuid)

    def ledger_events(self) -> list[dict[str, Any]]:
        return [job.args[0] for job in queues.open_queue(queues.LEDGER, self.jobs).get_jobs()]

    def order(self, order: devices.Dispense) -> None:
        queue = queues.open_queue(queues.DEVICES, self.jobs)
        queues.enqueue(queue, devices.dispense, vars(order))

    def say(self, event: str, **fields: Any) -> None:  # noqa: ANN401 - any JSON value
        """As a v3 device does, at QoS 1; returns once the broker has it."""
        self.say_raw(json.dumps({"event": event, "deviceUUID": UUID, **fields}).encode())

    def say_raw(self, payload: bytes, topic: str = f"fbox/{UUID}/status") -> None:
        device = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv311)
        device.connect("127.0.0.1", self.mqtt_port)
        device.loop_start()
        told = device.publish(topic, payload, 1)
        told.wait_for_publish(PATIENCE_SECONDS)
        assert told.rc == MQTTErrorCode.MQTT_ERR_SUCCESS
        device.disconnect()
        device.loop_stop()

    def close(self) -> None:
        self.client.close()
        self.jobs.close()
        for process in reversed(self.processes):
            process.send_signal(signal.SIGCONT)
            process.kill()
            process.wait()

    def _redis_answers(self) -> bool:
        try:
            with Redis(port=self.redis_port) as probe:
                return bool(probe.ping())
        except RedisError:
            return False

    def _start(self, words: list[str], environ: dict[str, str] | None = None) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{len(self.processes)}.out").open("wb") as out:
            started = subprocess.Popen(words, env=environ, stdout=out, stderr=subprocess.STDOUT)
        self.processes.append(started)
        return started
