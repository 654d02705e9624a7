"""A tap on its way to the broker. It is worth nothing later: what cannot be told at once is forgotten."""

import asyncio

from fbox.events import encode

FRESH_MS = 3000  # afterwards its owner has tapped again, or somebody else stands there


class Entry:
    """One tap, as the session sends it. At QoS 0, or a broker would keep it for a gateway that is away."""

    qos = packet_id = 0

    def __init__(self, event, at):
        self.payload, self.at, self.sent = encode(event), at, False


class Taps:
    """Takes the outbox's place in a session. Only the last tap counts."""

    def __init__(self, clock):
        self._clock = clock
        self._entry = None
        self._new = asyncio.Event()

    def put(self, event):
        self._entry = Entry(event, self._clock.now())
        self._new.set()

    async def next(self):
        """The tap that waits, while it is fresh."""
        while not self._fresh():
            self._new.clear()
            await self._new.wait()
        return self._entry

    def remove(self, entry):
        if self._entry is entry:
            self._entry = None

    def _fresh(self):
        return self._entry is not None and self._clock.since(self._entry.at) <= FRESH_MS
