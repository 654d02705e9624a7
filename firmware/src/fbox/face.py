"""Keeps the display true to the dispenser."""

from fbox import screens
from fbox.painter import Painter

LOOK_MS = 100
SEEN_MS = 2000  # a garment is out in 75 ms: too short for anybody to read what it is about


class Face:
    """`parts`: memory, events, drive and link, which know the state."""

    def __init__(self, board, settings, parts, pulse):
        self._board, self._settings, self._pulse = board, settings, pulse
        self._memory, self._events, self._drive, self._link = parts
        self._painter = Painter(board.display, board.clock)
        self._dispensed = self._shown = None

    async def run(self):
        await self._painter.start()
        while True:
            self._pulse.beat()
            await self.follow()
            await self._board.clock.sleep(LOOK_MS)

    async def follow(self):
        """Draws what has changed since the last time."""
        wanted = self._prolonged(screens.name(self._state())), self._memory.stock, self._board.radio.trouble
        if wanted != self._shown:
            self._shown = wanted
            name, stock, trouble = wanted
            chosen = self._settings
            await self._painter.show(screens.work(name, stock, chosen.device_name, chosen.size, trouble))

    def _state(self):
        memory, drive = self._memory, self._drive
        dispensing = self._events.moving and memory.dispensing
        return screens.State(
            memory.stock, dispensing, drive.jammed, self._board.door.on, memory.locked, self._link.online
        )

    def _prolonged(self, name):
        """A garment that has come out goes on being announced for a moment, unless somebody has to act."""
        if name == "dispensing":
            self._dispensed = self._board.clock.now()
        elif self._dispensed is None or name in screens.URGENT or self._board.clock.since(self._dispensed) >= SEEN_MS:
            self._dispensed = None
        return name if self._dispensed is None else "dispensing"


async def show_setup(display, clock, network, password, address):
    """The set-up mode's screen, with the QR code that leads a phone into the network. Returns once it is seen."""
    painter = Painter(display, clock)
    await painter.start()
    await painter.show(screens.set_up(network, password, address))
