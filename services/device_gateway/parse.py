"""A delivery becomes something heard, or is refused with the reason. Nothing here does I/O."""

import json
from functools import lru_cache
from typing import Any

from services.device_gateway.events import EVENTS, EventSpec
from services.device_gateway.messages import Delivery, Heard, RefusedError
from shared.topics import uuid_of

LONGEST = 2048
SECRET = ("uid",)


def parse(delivery: Delivery) -> Heard:
    """Raises RefusedError where docs/protocol.md knows no such message."""
    uuid = _uuid_of(delivery.topic)
    if uuid is None:
        raise RefusedError("bad_topic", "not the status topic of a device")
    fields = _json_object(delivery.payload)
    event = fields.get("event")
    spec = EVENTS.get(event) if type(event) is str else None
    if spec is None:
        raise RefusedError("unknown_event", f"no such event: {event!r:.64}")
    data = _checked(fields, spec)
    named = fields.get("deviceUUID", fields.get("deviceId", uuid))
    return Heard(uuid, str(event), data.get("seq"), data, delivery.at, delivery.payload, named != uuid)


def _json_object(payload: bytes) -> dict[str, Any]:
    if len(payload) > LONGEST:
        raise RefusedError("oversized", f"{len(payload)} bytes")
    try:
        value = _DECODER.decode(payload.decode())
    except (ValueError, RecursionError) as error:
        raise RefusedError("not_json", f"{type(error).__name__}: {error}") from None
    if type(value) is not dict:
        raise RefusedError("not_object", f"JSON, but a {type(value).__name__}")
    return value


def _checked(fields: dict[str, Any], spec: EventSpec) -> dict[str, Any]:
    data = {}
    checks = spec.fields
    for name, value in fields.items():
        check = checks.get(name)
        if check is None or value is None:
            continue
        if not check(value):
            raise RefusedError("bad_field", f"{name}: {_shown(name, value)}")
        data[name] = value
    for name in spec.required:
        if name not in data:
            raise RefusedError("bad_field", f"{name}: missing")
    return data


def _shown(name: str, value: object) -> str:
    """A key's number is a secret: it opens its holder's account."""
    return "not shown" if name in SECRET else f"{value!r:.64}"


def _no_such_number(name: str) -> float:
    raise ValueError(f"{name} is not JSON")


_uuid_of = lru_cache(maxsize=4096)(uuid_of)
_DECODER = json.JSONDecoder(parse_constant=_no_such_number)
