"""Puts the dispenser together and keeps its tasks running. When one dies, so does the program."""

import asyncio
import gc

from fbox import door, settings
from fbox.board import Board
from fbox.clock import Uptime
from fbox.commands import Commands
from fbox.dispenser import Dispenser
from fbox.drive import Drive
from fbox.events import Events
from fbox.flash import Record
from fbox.homing import Homing
from fbox.link import Link
from fbox.memory import Memory
from fbox.outbox import Outbox
from fbox.reboot import Reboot

SETTINGS = "board.json"
FLASH = "flash"


class App:
    """The parts of one dispenser, wired."""

    def __init__(self, chosen, board):
        record = Record(FLASH)
        self._chosen, self._board = chosen, board
        self.memory = Memory(record, chosen.stock)
        self.outbox = Outbox(self.memory)
        self.events = Events(chosen, board, self.memory, Uptime(board.clock))
        self.drive = Drive(board, self.events, chosen.motor_timeout_ms)
        self.reboot = Reboot(board.clock, self.outbox)
        dispenser = Dispenser(board, self.memory, self.events, self.outbox, self.drive)
        homing = Homing(board, self.events, self.outbox, self.drive)
        machinery = (self.drive, dispenser, homing, self.reboot)
        commands = Commands(self.memory, self.events, self.outbox, machinery)
        self.link = Link(chosen, board.radio, self.events, self.outbox, commands.handle)
        self._booted = False
        if record.damaged:
            self.outbox.add(self.events.error("E999", "flash was unreadable, stock is the first stock"))

    async def run(self):
        await asyncio.gather(
            self.link.run(self._greet),
            self.drive.run(),
            self.reboot.run(),
            door.watch(self._board, self.memory, self.events, self.outbox),
            self._heartbeats(),
        )

    def _greet(self):
        """What is said first on a new connection. The heartbeat comes last: it tells the state as it is now."""
        name = "mqtt_reconnected" if self._booted else "boot_complete"
        self.outbox.add(self.events.make(name) if self._booted else self.events.boot_complete())
        self.outbox.add_heartbeat(self.events.heartbeat())
        self._booted = True

    async def _heartbeats(self):
        while True:
            await asyncio.sleep(self._chosen.heartbeat_interval)
            gc.collect()
            if self.memory.dirty:
                self.memory.commit()
            if self.link.online:
                self.outbox.add_heartbeat(self.events.heartbeat())


async def run():
    chosen = settings.load(SETTINGS)
    app = App(chosen, Board(chosen))
    gc.collect()  # the garbage of compiling is gone before the first long-lived buffers come
    await app.run()
