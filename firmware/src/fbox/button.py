"""The button: held long enough while the motor stands, it asks for set-up mode."""

from fbox.switch import SAMPLE_MS


class LongPress:
    """One that is down at boot may be stuck: it has to be let go of before it counts."""

    def __init__(self, switch, clock, long_ms):
        self._switch, self._clock, self._long_ms = switch, clock, long_ms
        self._armed = not switch.on
        self._since = None

    def look(self, busy):
        """Asked at every sample. True once the button was held for so long, all of it with a motor that stood."""
        self._switch.sample()
        self._armed = self._armed or not self._switch.on
        if busy or not self._armed or not self._switch.on:
            self._since = None
            return False
        if self._since is None:
            self._since = self._clock.now()
        return self._clock.since(self._since) >= self._long_ms


async def watch(press, clock, drive, pulse):
    """Returns after a long press."""
    while not press.look(drive.busy):
        pulse.beat()
        await clock.sleep(SAMPLE_MS)
    pulse.rest()
