"""Which alerts last, since when, and what the webhook was told of them. In Redis: if lost, all is told anew."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from redis import Redis

from services.rental_api.rules.alerts import Alert
from shared.keys import Keys


@dataclass(frozen=True)
class Kept:
    """An alert with the time it was first seen (UTC ms), whether it was told, how often that was tried in vain."""

    alert: Alert
    seen_at: int
    told: bool = False
    tries: int = 0

    @property
    def since(self) -> int:
        return self.seen_at if self.alert.since is None else self.alert.since


def kept(redis: Redis, keys: Keys) -> dict[str, Kept]:
    """By the alert's name."""
    found: Any = redis.hgetall(keys.alerts)
    return {name: _read(json.loads(text)) for name, text in found.items()}


def keep(redis: Redis, keys: Keys, one: Kept) -> None:
    redis.hset(keys.alerts, one.alert.name, json.dumps(asdict(one), ensure_ascii=False))


def forget(redis: Redis, keys: Keys, one: Kept) -> None:
    redis.hdel(keys.alerts, one.alert.name)


def dated(found: Sequence[Alert], known: dict[str, Kept], now: int) -> list[Kept]:
    """Each as it was kept, in today's words; new ones since now."""
    old = {name: (one.seen_at, one.told, one.tries) for name, one in known.items()}
    return [Kept(alert, *old.get(alert.name, (now, False, 0))) for alert in found]


def _read(values: dict[str, Any]) -> Kept:
    return Kept(Alert(**values["alert"]), values["seen_at"], values["told"], values["tries"])
