"""REBOOT: the answer first, then the reset."""

import asyncio

LAST_WORDS_MS = 3000
LOOK_MS = 20


class RebootError(Exception):
    """Somebody asked for it. It ends the program, as every error that ends a task; `main` resets the board."""


class Reboot:
    def __init__(self, clock, outbox, pulse):
        self._clock, self._outbox, self._pulse = clock, outbox, pulse
        self._asked = asyncio.Event()

    def ask(self):
        self._pulse.beat()
        self._asked.set()

    async def run(self):
        """Raises RebootError once the broker has what was to be said, or is not going to take it."""
        self._pulse.rest()
        await self._asked.wait()
        began = self._clock.now()
        while not self._outbox.empty and self._clock.since(began) < LAST_WORDS_MS:
            await self._clock.sleep(LOOK_MS)
        raise RebootError("asked for")
