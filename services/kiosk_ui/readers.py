"""Whose key lies on an NFC reader: the kiosk the reader stands at may take it, no other, and once.

A reader belongs to the kiosk whose `FBOX_KIOSK_READER` names it. A kiosk that names none takes any, while it is the
only one of its site: with two, nobody could tell before which of them the member stands.
"""

from dataclasses import dataclass

import structlog
from redis import Redis

from shared.changes import NFC_SECONDS
from shared.clock import now_ms
from shared.config import Settings
from shared.keys import Keys

log = structlog.get_logger()
KNOWN_MS = 24 * 3600 * 1000
"""A kiosk that showed no screen for a day is none any more."""


@dataclass(frozen=True)
class Readers:
    """Of one `kiosk_ui`. Everything raises RedisError while Redis is away."""

    settings: Settings
    redis: Redis

    @property
    def _keys(self) -> Keys:
        return Keys(self.settings.site)

    def attend(self, machine: str) -> None:
        """A screen is shown here; `machine` is the kiosk's name."""
        self.redis.zadd(self._keys.kiosks, {f"{machine}:{self.settings.kiosk_port}": now_ms()})

    def is_ours(self, reader: str) -> bool:
        """Whether the member at that reader stands before this kiosk."""
        if self.settings.kiosk_reader is not None:
            return reader == self.settings.kiosk_reader
        kiosks = int(self.redis.zcount(self._keys.kiosks, now_ms() - KNOWN_MS, "+inf"))
        if kiosks > 1:
            log.warning("a key was not taken: FBOX_KIOSK_READER names no reader", reader=reader, kiosks=kiosks)
        return kiosks <= 1

    def laid(self, since: int) -> list[str]:
        """Readers on which a key was laid after that moment (UTC ms) and still lies: no screen heard of it."""
        found = list(self.redis.scan_iter(self._keys.nfc("*"), count=1000))
        laid = {name.rpartition(":")[2]: self._laid_at(name) for name in found}
        return [reader for reader, moment in laid.items() if moment > since]

    def _laid_at(self, name: str) -> int:
        """0 where it has been taken meanwhile."""
        left = int(self.redis.pttl(name))
        return now_ms() - (NFC_SECONDS * 1000 - left) if left > 0 else 0

    def take(self, reader: str) -> str | None:
        """The uid that lies there; None where it was taken already, lay too long, or is no key for this kiosk."""
        if not self.is_ours(reader):
            return None
        uid = self.redis.getdel(self._keys.nfc(reader))
        return None if uid is None else str(uid)
