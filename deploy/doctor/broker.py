"""The MQTT broker: whether it lets a client in."""

from urllib.parse import SplitResult

from deploy.doctor import hello
from deploy.doctor.finding import Finding, Said, broken, ok
from deploy.doctor.sources import PATIENCE, Sources

NAME = "broker"
FAULT = "broker_down"
NO_ENTRY = (4, 5)
"""Wrong user or password, not allowed."""


def check(sources: Sources) -> Finding:
    url: SplitResult = sources.settings.mqtt
    address = f"{url.hostname}:{url.port}"
    try:
        return judge(address, hello.greet(url, PATIENCE), "")
    except (OSError, ValueError) as error:
        return judge(address, None, type(error).__name__)


def judge(address: str, code: int | None, error: str) -> Finding:
    """`code` is CONNACK's return code, None where none came; `error` says how the attempt ended."""
    if code == hello.ACCEPTED:
        return ok(NAME, Said("broker.up", address=address))
    if code in NO_ENTRY:
        return broken(NAME, FAULT, Said("broker.password", address=address))
    if code is not None:
        return broken(NAME, FAULT, Said("broker.refuses", address=address, code=code))
    silent = error in ("TimeoutError", "timeout")
    return broken(NAME, FAULT, Said("broker.silent" if silent else "broker.down", address=address))
