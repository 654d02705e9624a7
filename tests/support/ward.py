"""A stack for the doctor to look at: real Redis and broker, and beside them the traces of services that are well."""

import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
from rq import Worker
from rq.serializers import JSONSerializer

from deploy.doctor import report
from deploy.doctor.examine import examine
from deploy.doctor.finding import Finding
from deploy.doctor.sources import Sources
from deploy.home import Home
from shared import queues
from shared.clock import now_ms, rfc3339
from shared.device_state import encode, read
from shared.keys import Keys
from shared.queues import open_queue
from shared.redis_client import connect, connect_for_jobs
from tests.support.servers import Mosquitto, RedisServer, settings_for

TOP, PANTS = "FBOX-004B1238C424", "FBOX-004B1238C425"
HEARTBEAT = 30
KIOSK = "kiosk"
Answers = dict[str, Callable[[], tuple[int, dict[str, Any]]]]


class Ward:
    """`answers` are the API's by path and the kiosk's: a test puts another one in its place, or takes one away."""

    def __init__(self, folder: Path, redis: RedisServer, broker: Mosquitto) -> None:
        self.redis_server, self.broker = redis, broker
        settings = settings_for(folder, redis_url=redis.url, mqtt_url=broker.url)
        self.home = Home(folder)
        self.home.make()
        self.keys = Keys(settings.site)
        self.redis, jobs = connect(redis.url, 1), connect_for_jobs(redis.url)
        self.answers: Answers = self._answers()
        http = httpx.Client(transport=httpx.MockTransport(self._answer))
        self.sources = Sources(self.home, settings, connect(redis.url, 1), jobs, http, None, lambda _: None)
        self.workers = {name: self._worker(name) for name in queues.ALL}
        self.be_well()

    def be_well(self) -> None:
        self.redis.set(self.keys.lease, "0123456789abcdef", px=round(self.sources.settings.lease_seconds * 1000))
        self.redis.hset(self.keys.workbook, mapping={"well_at": now_ms(), "pending": 0, "error": ""})
        for uuid in (TOP, PANTS):
            self.be_heard(uuid)

    def be_heard(self, uuid: str) -> None:
        now = now_ms()
        state = {
            "name": "상의",
            "stock": 5,
            "last_heard": now,
            "last_heartbeat": now,
            "heartbeat_interval": HEARTBEAT,
        }
        self.redis.hset(self.keys.device(uuid), mapping=encode(state))  # type: ignore[arg-type]
        self.redis.sadd(self.keys.devices, uuid)
        self.redis.set(self.keys.online(uuid), "1", ex=3 * HEARTBEAT)

    def look(self, **changes: object) -> list[Finding]:
        return examine(replace(self.sources, **changes))

    def first_lines(self, **changes: object) -> tuple[str, str]:
        """The doctor's first line in Korean and in English."""
        findings = self.look(**changes)
        return report.plain(findings, "ko").splitlines()[0], report.plain(findings, "en").splitlines()[0]

    def close(self) -> None:
        self.redis.close()
        self.sources.close()

    def _worker(self, name: str) -> Worker:
        """Known to Redis as one that runs in this very process."""
        queue = open_queue(name, self.sources.jobs_redis)
        worker = Worker([queue], connection=self.sources.jobs_redis, serializer=JSONSerializer)
        worker.hostname, worker.pid = socket.gethostname(), os.getpid()
        worker.register_birth()
        return worker

    def _answer(self, request: httpx.Request) -> httpx.Response:
        is_kiosk = request.url.port == self.sources.settings.kiosk_port
        answer = self.answers.get(KIOSK if is_kiosk else request.url.path)
        if answer is None:
            raise httpx.ConnectError("refused")
        status, told = answer()
        return httpx.Response(status, json=told)

    def _answers(self) -> Answers:
        return {
            KIOSK: lambda: (200, {"status": "ok"}),
            "/healthz": lambda: (200, {"status": "ok"}),
            "/readyz": lambda: (200, {"status": "ready"}),
            "/api/products": lambda: (200, {"products": self.rows()}),
            "/api/devices": lambda: (200, {"devices": self.rows()}),
            f"/api/devices/{TOP}": lambda: (200, {"last_events": [_event(7, "boot_complete", TOP)]}),
            f"/api/devices/{PANTS}": lambda: (200, {"last_events": [_event(8, "offline", PANTS)]}),
        }

    def rows(self) -> list[Mapping[str, Any]]:
        """As the API lists products and devices: online by the key in Redis."""
        states = {uuid: read(self.redis, self.keys, uuid) for uuid in (TOP, PANTS)}
        return [{"device_uuid": uuid, "online": bool(state and state.online)} for uuid, state in states.items()]


def _event(number: int, kind: str, uuid: str) -> dict[str, Any]:
    return {"event_id": number, "at": rfc3339(now_ms()), "type": kind, "severity": "info", "device_uuid": uuid}
