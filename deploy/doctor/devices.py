"""The dispensers: seconds since each one's heartbeat. Silent: its key in Redis has run out, or it said goodbye."""

from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from deploy.doctor.finding import Finding, Said, broken, ok
from deploy.doctor.sources import Sources
from shared.device_state import DeviceState, read_all

NAME = "devices"
FAULT = "device_silent"


@dataclass(frozen=True)
class Device:
    """`silent_for`: seconds since its heartbeat, None where none ever came. `offered`: it has a product for sale."""

    uuid: str
    name: str
    online: bool
    silent_for: int | None
    wifi_rssi: int | None
    offered: bool


def check(sources: Sources) -> Finding:
    offered = _offered(sources)
    states = read_all(sources.redis, sources.keys)
    uuids = sorted(states.keys() | (offered or set()))
    return judge([_device(uuid, states, offered, sources.clock()) for uuid in uuids])


def judge(devices: list[Device]) -> Finding:
    """One that has no product for sale may be silent: it was taken away."""
    details = tuple(map(line, devices))
    figures = {device.uuid: {"online": device.online, "silent_for": device.silent_for} for device in devices}
    silent = [device for device in devices if device.offered and not device.online]
    if not silent:
        online = sum(device.online for device in devices)
        return ok(NAME, Said("devices.well", online=online, devices=len(devices)), details, **figures)
    everyone = len(silent) > 1 and not any(device.online for device in devices)
    named = ", ".join(device.uuid for device in silent)
    key = "devices.all_silent" if everyone else "devices.silent"
    return broken(NAME, FAULT, Said(key, named=named, silent=_shortest(silent)), details, **figures)


def line(device: Device) -> Said:
    key = "device.online" if device.online else "device.silent" if device.offered else "device.idle"
    return Said(
        key,
        uuid=device.uuid,
        name=device.name or "-",
        silent=_seconds(device.silent_for),
        rssi="-" if device.wifi_rssi is None else device.wifi_rssi,
    )


def _shortest(silent: list[Device]) -> str:
    return _seconds(min((d.silent_for for d in silent if d.silent_for is not None), default=None))


def _seconds(seconds: int | None) -> str:
    return "-" if seconds is None else f"{seconds:,}"


def _device(uuid: str, states: Mapping[str, DeviceState], offered: set[str] | None, now: int) -> Device:
    state = states.get(uuid)
    heard = None if state is None else state.last_heartbeat or state.last_heard
    return Device(
        uuid,
        state.name if state else "",
        bool(state and state.online),
        None if heard is None else max(now - heard, 0) // 1000,
        state.wifi_rssi if state else None,
        offered is None or uuid in offered,
    )


def _offered(sources: Sources) -> set[str] | None:
    """Dispensers with a product for sale; None where the API does not tell: then all are taken for that."""
    try:
        return {product["device_uuid"] for product in sources.api("/api/products")["products"]}
    except (httpx.HTTPError, ValueError, KeyError):
        return None
