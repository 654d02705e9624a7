"""Puts the dispenser together and keeps its tasks running. When one dies, so does the program."""

import asyncio
import gc

from fbox import button, door, ntp
from fbox.board import Board
from fbox.clock import Uptime
from fbox.commands import Commands
from fbox.dispenser import Dispenser
from fbox.drive import Drive
from fbox.events import Events
from fbox.flash import Record
from fbox.homing import Homing
from fbox.link import Link
from fbox.liveness import Liveness
from fbox.memory import Memory
from fbox.mode import ask_for_setup
from fbox.outbox import Outbox
from fbox.reboot import Reboot
from fbox.updater import Updater

STILL_MS = 10000  # no task that has work stands still so long
CONNECT_MS = 60000  # Wi-Fi, socket and handshake take 35 s at most


class App:
    """The parts of one dispenser, wired."""

    def __init__(self, chosen, board, folder):
        record = Record(folder)
        self._chosen, self._board, self._folder = chosen, board, folder
        self.memory = Memory(record, chosen.stock)
        self.outbox = Outbox(self.memory)
        self.events = Events(chosen, board, self.memory, Uptime(board.clock))
        self.liveness = Liveness(board, chosen.watchdog_ms)
        self.drive = Drive(board, self.events, chosen.motor_timeout_ms, self.liveness.pulse("drive", STILL_MS))
        self.reboot = Reboot(board.clock, self.outbox, self.liveness.pulse("reboot", STILL_MS))
        self._pulse = self.liveness.pulse("heartbeats", chosen.heartbeat_interval * 1000 + STILL_MS)
        link_ms = CONNECT_MS + chosen.reconnect_max * 1500 + chosen.keep_alive * 1000
        link_pulse = self.liveness.pulse("link", link_ms)
        dispenser = Dispenser(board, self.memory, self.events, self.outbox, self.drive)
        homing = Homing(board, self.events, self.outbox, self.drive)
        self.updater = Updater(
            board.clock,
            self.memory,
            self.events,
            self.outbox,
            self.drive,
            self.reboot,
            self.liveness.pulse("update", CONNECT_MS),
        )
        machinery = (self.drive, dispenser, homing, self.reboot, self.updater)
        commands = Commands(self.memory, self.events, self.outbox, machinery)
        self.link = Link(chosen, board, self.events, self.outbox, commands.handle, link_pulse)
        self._joined = None
        self._face = None
        if board.display:
            from fbox.face import Face  # a board without a display loads none of it

            parts = self.memory, self.events, self.drive, self.link
            self._face = Face(board, folder, parts, self.liveness.pulse("face", STILL_MS))
        if record.damaged:
            self.outbox.add(self.events.error("E999", "flash was unreadable, stock is the first stock"))

    async def run(self):
        self.updater.tell()
        await asyncio.gather(
            self.link.run(self._greet),
            self.drive.run(),
            self.reboot.run(),
            self.updater.run(),
            self.liveness.run(),
            door.watch(self._board, self.memory, self.events, self.outbox, self.liveness.pulse("door", STILL_MS)),
            self._heartbeats(),
            ntp.keep(self._board, self._chosen.host),
            self._await_long_press(self.liveness.pulse("button", STILL_MS)),
            *([self._face.run()] if self._face else []),
        )

    def _greet(self):
        """What is said first on a new connection. The heartbeat comes last: it tells the state as it is now."""
        radio, before = self._board.radio, self._joined
        if before is None:
            self.outbox.add(self.events.boot_complete(), self.updater.reported_in)
        elif before != radio.joined:
            self.outbox.add(self.events.make("wifi_reconnected", ipAddress=radio.ip))
        if before is not None:
            self.outbox.add(self.events.make("mqtt_reconnected"))
        self.outbox.add_heartbeat(self.events.heartbeat())
        self._joined = radio.joined

    async def _await_long_press(self, pulse):
        """On into set-up as into a reboot: nothing is begun any more, and the broker gets what was to be said."""
        press = button.LongPress(self._board.button, self._board.clock, self._chosen.long_press_ms)
        await button.watch(press, self._board.clock, self.drive, pulse)
        self.drive.retire()
        ask_for_setup(self._folder)
        self.reboot.ask()

    async def _heartbeats(self):
        while True:
            self._pulse.beat()
            await asyncio.sleep(self._chosen.heartbeat_interval)
            gc.collect()
            if self.memory.dirty:
                self.memory.commit()
            if self.link.online:
                self.outbox.add_heartbeat(self.events.heartbeat())


async def run(chosen, folder):
    """The dispenser at work, with these settings and what is kept in that folder of the flash."""
    app = App(chosen, Board(chosen), folder)
    gc.collect()  # the garbage of compiling is gone before the first long-lived buffers come
    await app.run()
