"""What travels through the uplink: a delivery from the broker becomes something heard, or a refusal."""

from dataclasses import dataclass
from typing import Any, NamedTuple


class Delivery(NamedTuple):
    """One MQTT message as it came. A tuple, because the network thread makes tens of thousands a second.

    `connection` numbers the connection it came over: its `mid` means nothing on a later one.
    `at` is UTC milliseconds by this machine's clock. `topic` is empty where it was not UTF-8.
    """

    topic: str
    payload: bytes
    qos: int
    mid: int
    connection: int
    at: int


class Heard(NamedTuple):
    """One usable event. `data` has the checked fields under their wire names, `seq` is None before firmware v3."""

    uuid: str
    event: str
    seq: int | None
    data: dict[str, Any]
    at: int
    payload: bytes
    uuid_disagrees: bool


@dataclass(frozen=True)
class RefusedError(Exception):
    """A message that cannot be used. `kind` names its counter, `reason` is for a person."""

    kind: str
    reason: str
