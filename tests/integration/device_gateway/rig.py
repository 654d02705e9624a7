"""Real gateway processes on the product's own Redis and Mosquitto, with the broker's whole log to read."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from redis import Redis

from shared import device_state, queues
from shared.jobs import devices
from shared.keys import Keys
from shared.redis_client import connect, connect_for_jobs
from tests.support.servers import GATEWAY, PATIENCE, SECRETS, Mosquitto, RedisServer, eventually

UUID = "FBOX-004B1238C424"
LEASE_SECONDS = "3"


def until(holds: Callable[[], Any], what: str = "another process to bring it about") -> None:
    eventually(lambda: bool(holds()), what)


class Rig:
    """The product's own Redis and Mosquitto, which tests may kill and start again, and gateways on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys = Keys("gym-1")
        self.redis, self.broker = RedisServer(folder / "redis"), Mosquitto(folder / "broker")
        self._gateways: list[subprocess.Popen[bytes]] = []
        with (self.broker.home.mosquitto / "mosquitto.conf").open("a") as conf:
            conf.write(f"log_type all\nlog_dest file {folder}/broker.log\n")
        self.redis.start()
        self.broker.start()
        self.client: Redis = connect(self.redis.url)
        self.jobs: Redis = connect_for_jobs(self.redis.url)

    @property
    def mqtt_port(self) -> int:
        return self.broker.port

    def start_gateway(self) -> "subprocess.Popen[bytes]":
        settings = {
            "FBOX_HOME": str(self.folder),
            "FBOX_MQTT_URL": self.broker.url,
            "FBOX_REDIS_URL": self.redis.url,
            "FBOX_MQTT_RECONNECT_MIN": "0.2",
            "FBOX_MQTT_RECONNECT_MAX": "1",
            "FBOX_LEASE_SECONDS": LEASE_SECONDS,
        }
        with self._output(len(self._gateways)).open("wb") as out:
            started = subprocess.Popen(
                [sys.executable, "-m", "services.device_gateway"],
                env=os.environ | SECRETS | settings,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        self._gateways.append(started)
        return started

    def serving_gateway(self) -> "subprocess.Popen[bytes]":
        connected = self.counted("broker.connected")
        started = self.start_gateway()
        until(lambda: self.counted("broker.connected") > connected)
        return started

    def output(self, process: "subprocess.Popen[bytes]") -> str:
        return self._output(self._gateways.index(process)).read_text()

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
        device.username_pw_set(*GATEWAY.split(":"))
        device.connect("127.0.0.1", self.mqtt_port)
        device.loop_start()
        told = device.publish(topic, payload, 1)
        told.wait_for_publish(PATIENCE)
        assert told.rc == MQTTErrorCode.MQTT_ERR_SUCCESS
        device.disconnect()
        device.loop_stop()

    def close(self) -> None:
        self.client.close()
        self.jobs.close()
        for gateway in self._gateways:
            gateway.kill()
            gateway.wait()
        self.broker.kill()
        self.redis.kill()

    def _output(self, number: int) -> Path:
        return self.folder / f"gateway-{number}.log"
