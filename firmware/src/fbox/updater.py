"""UPDATE: a new version beside the old one, a restart into it, and what became of it."""

import asyncio

import slots

from fbox import VERSION
from fbox.flash import FlashError

LOOK_MS = 20


class Updater:
    """`ask` returns at once; `run` does it while the dispenser goes on with its work."""

    def __init__(self, clock, memory, events, outbox, drive, reboot, pulse):
        self._clock, self._memory, self._events, self._outbox = clock, memory, events, outbox
        self._drive, self._reboot, self._pulse = drive, reboot, pulse
        self._order = None
        self._asked = asyncio.Event()
        pulse.rest()

    @property
    def busy(self):
        """True from an order to its end, and while this version is itself on trial."""
        return self._order is not None or slots.on_trial()

    def ask(self, source, order):
        """`order`: commandId, version, sha256."""
        try:
            slots.begin({"commandId": order["commandId"], "version": order["version"]})
        except OSError as error:
            raise FlashError(str(error))
        self._source, self._order = source, order
        self._pulse.beat()
        self._asked.set()

    def reported_in(self):
        """The gateway knows that we are up: a version on trial stays."""
        if not slots.on_trial():
            return
        try:
            slots.keep()
        except OSError as error:
            raise FlashError(str(error))
        self.tell()

    def tell(self):
        """What became of an update. Again, where power went before it was certain to be told."""
        news = slots.read()["news"]
        if news:
            fields = dict(news)
            name, command_id = fields.pop("event"), fields.pop("commandId")
            self._outbox.add_durable(self._events.make(name, command_id, **fields))
            self._memory.commit()
            slots.told()

    async def run(self):
        while True:
            await self._asked.wait()
            self._asked.clear()
            await self._update()
            self._pulse.rest()

    async def _update(self):
        from fbox import update

        order, news = self._order, {"commandId": self._order["commandId"], "version": self._order["version"]}
        try:
            slot = await update.bring(self._source, order["version"], order["sha256"], self._pause)
            await self._pause()
            slots.try_out(slot, dict(news, before=VERSION))
        except (update.UpdateError, OSError) as error:
            self._fail(news, getattr(error, "reason", "flash"))
        else:
            self._drive.retire()
            self._memory.rebooting = True
            self._memory.commit()
            self._reboot.ask()

    def _fail(self, news, reason):
        command_id = news.pop("commandId")
        self._outbox.add_durable(self._events.make("update_failed", command_id, reason=reason, **news))
        self._memory.commit()
        slots.told()
        self._order = None

    async def _pause(self):
        """Flash and network wait while the motor runs: a STOP must be heard."""
        self._pulse.beat()
        await asyncio.sleep(0)
        while self._drive.busy:
            self._pulse.beat()
            await self._clock.sleep(LOOK_MS)
