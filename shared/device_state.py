"""What a device last said, as Redis holds it. The gateway writes it; everybody else asks at the time of the question.

Nothing here is cached: online means that the device's TTL key exists now (lesson 3).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from redis import Redis
from redis.client import Pipeline

from shared.keys import Keys


@dataclass(frozen=True)
class DeviceState:
    """One dispenser now. Times are UTC milliseconds by this machine's clock, `wifi_rssi` is dBm.

    `category` is empty while the device has not introduced itself: a gateway missed its boot.
    `command_mark` is None for field firmware v2.1.0, which knows no ids. `evidence` is a token that changes
    whenever somebody may have touched the stock (door, SET_STOCK): equal tokens make two stock figures comparable.
    """

    uuid: str
    online: bool
    stock: int | None
    category: str
    size: str
    name: str
    firmware_version: str
    mac_address: str
    ip_address: str
    wifi_rssi: int | None
    door_state: str
    floor_state: str
    locked: bool
    heartbeat_interval: int | None
    first_seen: int | None
    last_heard: int | None
    last_heartbeat: int | None
    status_heard: int | None
    command_mark: int | None
    last_commands: dict[str, str]
    evidence: str

    @property
    def knows_ids(self) -> bool:
        """True for firmware v3 and later, which remembers its commands."""
        return self.command_mark is not None


def read(redis: Redis, keys: Keys, uuid: str) -> DeviceState | None:
    """The device's state now, None where it was never heard."""
    return read_many(redis, keys, [uuid]).get(uuid)


def read_all(redis: Redis, keys: Keys) -> dict[str, DeviceState]:
    return read_many(redis, keys, sorted(str(uuid) for uuid in redis.smembers(keys.devices)))


def read_many(redis: Redis, keys: Keys, uuids: list[str]) -> dict[str, DeviceState]:
    """The states of those that were ever heard, in one round trip."""
    pipe = redis.pipeline(transaction=True)
    _ask(pipe, keys, uuids)
    return _states(uuids, pipe.execute())


def read_now(redis: Redis, keys: Keys, uuids: list[str]) -> tuple[dict[str, DeviceState], str]:
    """As read_many, with the run id of the Redis server that says so: it changes whenever that starts anew."""
    pipe = redis.pipeline(transaction=True)
    _ask(pipe, keys, uuids)
    pipe.info("server")
    *answers, server = pipe.execute()
    return _states(uuids, answers), str(server["run_id"])


def _ask(pipe: Pipeline, keys: Keys, uuids: list[str]) -> None:
    for uuid in uuids:
        pipe.hgetall(keys.device(uuid))
        pipe.exists(keys.online(uuid))


def _states(uuids: list[str], answers: list[Any]) -> dict[str, DeviceState]:
    found = zip(uuids, answers[::2], answers[1::2], strict=True)
    return {uuid: decode(uuid, fields, bool(online)) for uuid, fields, online in found if fields}


def decode(uuid: str, fields: Mapping[str, str], online: bool) -> DeviceState:
    def number(name: str) -> int | None:
        return int(fields[name]) if fields.get(name) else None

    return DeviceState(
        uuid=uuid,
        online=online,
        stock=number("stock"),
        category=fields.get("category", ""),
        size=fields.get("size", ""),
        name=fields.get("name", ""),
        firmware_version=fields.get("firmware_version", ""),
        mac_address=fields.get("mac_address", ""),
        ip_address=fields.get("ip_address", ""),
        wifi_rssi=number("wifi_rssi"),
        door_state=fields.get("door_state", ""),
        floor_state=fields.get("floor_state", ""),
        locked=fields.get("locked") == "1",
        heartbeat_interval=number("heartbeat_interval"),
        first_seen=number("first_seen"),
        last_heard=number("last_heard"),
        last_heartbeat=number("last_heartbeat"),
        status_heard=number("status_heard"),
        command_mark=number("command_mark"),
        last_commands=json.loads(fields.get("last_commands") or "{}"),
        evidence=fields.get("evidence", ""),
    )


def encode(values: Mapping[str, Any]) -> dict[str, str]:
    """Hash fields for the given state values; None and unknown stay out, so that they overwrite nothing."""
    return {name: _text(value) for name, value in values.items() if value is not None}


def _text(value: Any) -> str:  # noqa: ANN401 - whatever a state value may be
    if isinstance(value, bool):
        return "1" if value else "0"
    return json.dumps(value) if isinstance(value, dict) else str(value)
