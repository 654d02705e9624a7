"""A fake Redis, and hand-made messages."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import fakeredis
import pytest
from redis import Redis
from rq import Queue

from services.device_gateway.inbox import Inbox
from services.device_gateway.messages import Delivery
from services.device_gateway.store import Store
from services.device_gateway.uplink import Uplink
from shared import device_state
from shared.keys import Keys
from shared.queues import LEDGER, open_queue

UUID = "FBOX-004B1238C424"
AT = 1_700_000_000_000


def delivery(
    event: str | None = None,
    *,
    uuid: str = UUID,
    qos: int = 1,
    at: int = AT,
    **fields: Any,  # noqa: ANN401 - any JSON value
) -> Delivery:
    body = {"event": event, "deviceUUID": uuid, "timestamp": 12, **fields}
    return raw(json.dumps(body).encode(), uuid=uuid, qos=qos, at=at)


def raw(payload: bytes, *, uuid: str = UUID, topic: str | None = None, qos: int = 1, at: int = AT) -> Delivery:
    return Delivery(topic if topic is not None else f"fbox/{uuid}/status", payload, qos, 7, 1, at)


def boot(version: int = 3, **fields: Any) -> Delivery:  # noqa: ANN401 - any JSON value
    known: dict[str, Any] = {
        "category": "towel",
        "size": "FREE",
        "deviceName": "수건",
        "stock": 10,
        "firmwareVersion": "2.1.0",
    }
    if version == 3:
        known |= {"firmwareVersion": "3.0.0", "heartbeatInterval": 30, "commandMark": 0, "seq": 1, "lastCommands": []}
    return delivery("boot_complete", **(known | fields))


@dataclass
class Gateway:
    """The uplink on a fake Redis: `hear` is one batch."""

    redis: Redis
    keys: Keys
    ledger: Queue
    uplink: Uplink
    acknowledged: list[Delivery] = field(default_factory=list)

    def hear(self, *deliveries: Delivery) -> None:
        self.uplink.process(list(deliveries))

    def state(self, uuid: str = UUID) -> device_state.DeviceState:
        state = device_state.read(self.redis, self.keys, uuid)
        assert state is not None
        return state

    def count(self, kind: str) -> int:
        return int(self.redis.hget(self.keys.counters, kind) or 0)

    def ttl(self, uuid: str = UUID) -> int:
        return int(self.redis.ttl(self.keys.online(uuid)))

    def jobs(self) -> list[dict[str, Any]]:
        return [job.args[0] for job in self.ledger.get_jobs()]

    def refused(self) -> list[dict[str, Any]]:
        return [json.loads(entry) for entry in self.redis.lrange(self.keys.refused, 0, -1)]


@pytest.fixture
def server() -> fakeredis.FakeServer:
    return fakeredis.FakeServer()


@pytest.fixture
def redis(server: fakeredis.FakeServer) -> Iterator[Redis]:
    client = fakeredis.FakeRedis(server=server, decode_responses=True)
    yield client
    client.close()


@pytest.fixture
def keys() -> Keys:
    return Keys("gym-1")


@pytest.fixture
def gateway(redis: Redis, keys: Keys, server: fakeredis.FakeServer) -> Iterator[Gateway]:
    jobs = fakeredis.FakeRedis(server=server)
    acknowledged: list[Delivery] = []
    ledger = open_queue(LEDGER, jobs)
    uplink = Uplink(Inbox(), Store(redis, keys, ledger), acknowledged.append, lambda: None)
    yield Gateway(redis, keys, ledger, uplink, acknowledged)
    jobs.close()
