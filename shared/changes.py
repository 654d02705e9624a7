"""The channel that tells screens something has changed. A hint to look, never the data itself."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from redis import Redis

from shared.keys import Keys

NFC_SECONDS = 10
"""How long a key that was read can be asked for: until a screen has heard of it, not until the next member."""


@dataclass(frozen=True)
class Change:
    """`device`: its state or stock moved (id = uuid). `rental`: a step was taken (id = rental_id).

    `nfc`: a key or card lies on that reader (id = its uuid); what it says is in `Keys.nfc`, for NFC_SECONDS.
    """

    kind: Literal["device", "rental", "nfc"]
    id: str


def encode(change: Change) -> str:
    return json.dumps(asdict(change))


def publish(redis: Redis, keys: Keys, change: Change) -> None:
    redis.publish(keys.changes, encode(change))


def listen(redis: Redis, keys: Keys, idle_seconds: float) -> Iterator[Change | None]:
    """Yields None as soon as it listens, then each change as it comes, and None after `idle_seconds` without one."""
    with redis.pubsub(ignore_subscribe_messages=True) as channel:  # type: ignore[no-untyped-call]
        channel.subscribe(keys.changes)
        while True:
            message = channel.get_message(timeout=idle_seconds)
            if message is None:
                yield None
            else:
                yield Change(**json.loads(message["data"]))
