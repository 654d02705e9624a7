"""Keeps the display true to the dispenser."""

from fbox import drawn, looks
from fbox.pictures import Pictures

LOOK_MS = 100
SEEN_MS = 2000  # a garment is out in 75 ms: too short for anybody to read what it is about


class Face:
    """`parts`: memory, events, drive and link, which know the state. `folder`: the flash."""

    def __init__(self, board, folder, parts, pulse):
        self._board, self._folder, self._pulse = board, folder, pulse
        self._memory, self._events, self._drive, self._link = parts
        self._pictures = Pictures(board.display, board.clock, drawn.place(folder))
        self._dispensed = self._shown = None

    async def run(self):
        await self._pictures.start()
        while True:
            self._pulse.beat()
            await self.follow()
            await self._board.clock.sleep(LOOK_MS)

    async def follow(self):
        """Shows what has changed since the last time."""
        look = self._prolonged(looks.name(self._state()))
        wanted = looks.with_trouble(look, self._board.radio.trouble), self._memory.stock
        if wanted != self._shown:
            self._shown = wanted
            try:
                await self._pictures.show(*wanted)
            except OSError as error:  # garments matter more; the next change tries again, the next boot draws anew
                print("display:", error)
                drawn.forget(self._folder)

    def _state(self):
        memory, drive = self._memory, self._drive
        dispensing = self._events.moving and memory.dispensing
        return looks.State(
            memory.stock, dispensing, drive.jammed, self._board.door.on, memory.locked, self._link.online
        )

    def _prolonged(self, name):
        """A garment that has come out goes on being announced for a moment, unless somebody has to act."""
        if name == "dispensing":
            self._dispensed = self._board.clock.now()
        elif self._dispensed is None or name in looks.URGENT or self._board.clock.since(self._dispensed) >= SEEN_MS:
            self._dispensed = None
        return name if self._dispensed is None else "dispensing"
