"""A board without hardware, and a dispenser put together on it. Runs in MicroPython."""

import asyncio
import json

import world
from fbox.chosen import Settings
from fbox.clock import Clock
from fbox.commands import Commands
from fbox.dispenser import Dispenser
from fbox.drive import Drive
from fbox.events import Events, encode
from fbox.flash import Record
from fbox.homing import Homing
from fbox.liveness import Liveness
from fbox.memory import Memory
from fbox.motor import Motor
from fbox.outbox import Outbox
from fbox.reboot import Reboot
from fbox.settings import choose
from fbox.switch import Switch
from fbox.updater import Updater
from stand import Stand

FIRST_STOCK = 20


def chosen(**changes: object) -> dict:
    """The settings of a dispenser by name, as they are kept."""
    given = {"category": "towel", "size": "L", "deviceName": "수건", "stock": FIRST_STOCK}
    given.update({"wifiSsid": "gym", "wifiPassword": "12345678", "brokerHost": "127.0.0.1"})
    given.update(changes)
    return given


def settings(**changes: object) -> Settings:
    return choose(chosen(**changes))


class FakeMotor:
    """Makes its steps in `polls` looks, or never where that is None."""

    def __init__(self, polls: int = 0) -> None:
        self.polls = polls
        self.moves = 0
        self.running = False
        self.done_when_stopped = False
        self.on_start = None

    def start(self, _steps: int, down: bool = False) -> None:
        self.moves += 1
        self.down = down
        self.running = True
        self._left = self.polls
        if self.on_start:
            self.on_start()

    def done(self) -> bool:
        if self._left is None or self._left > 0:
            self._left = self._left and self._left - 1
            return False
        self.running = False
        return True

    def stop(self) -> bool:
        self.running = False
        return self.done_when_stopped


class FakeSwitch:
    """Does not bounce."""

    on = False

    def touches(self) -> bool:
        return self.on

    def sample(self) -> bool:
        return False


class FakeWatchdog:
    fed = 0

    def feed(self) -> None:
        self.fed += 1


class FakeRadio:
    joined = 1
    mac = "004B1238C424"
    ip = "192.168.0.7"
    rssi = -61
    trouble = ""


class FakeDisplay:
    """`log`: the upper row of each strip it was given, and `light`."""

    width, height, rows = 240, 320, 8

    def __init__(self) -> None:
        self.buffer = bytearray(self.width * self.rows * 2)
        self.log = []
        self._seen = {}

    async def start(self, clock: object) -> None:
        pass

    def light(self) -> None:
        self.log.append("light")

    def strip(self, top: int) -> None:
        self.log.append(top)
        self._seen[top] = bytes(self.buffer)

    def strips(self) -> list:
        return [entry for entry in self.log if type(entry) is int]

    def pixel(self, x: int, y: int) -> int:
        at = 2 * (y % self.rows * self.width + x)
        low, high = self._seen[y - y % self.rows][at : at + 2]
        return high << 8 | low


class FakeBoard:
    reset_cause = "power_on"
    display = None

    def __init__(self) -> None:
        self.clock, self.radio = Clock(), FakeRadio()
        self.watchdog = FakeWatchdog()
        self.motor = FakeMotor()
        self.door, self.floor, self.button = FakeSwitch(), FakeSwitch(), FakeSwitch()


class ForEverError(Exception):
    """It stays longer than anybody looks."""


class FakeClock:
    """Each sleep passes at once; raises ForEverError after `most` ms."""

    def __init__(self, most: int = 0) -> None:
        self.ms, self._most = 0, most

    def now(self) -> int:
        return self.ms

    def since(self, then: int) -> int:
        return self.ms - then

    async def sleep(self, ms: int) -> None:
        self.ms += ms
        if self._most and self.ms > self._most:
            raise ForEverError


class FakeUptime:
    def seconds(self) -> int:
        return 1234


class Bench:
    """A dispenser on the flash of the folder `flash`: a second Bench is the same board after a reboot."""

    def __init__(self, timeout_ms: int = 1000, board: object = None, **changes: object) -> None:
        given = settings(**changes)
        self.record = Record("flash")
        self.board = board or FakeBoard()
        self.memory = Memory(self.record, given.stock)
        self.outbox = Outbox(self.memory)
        self.events = Events(given, self.board, self.memory, FakeUptime())
        self.liveness = Liveness(self.board, 40000)
        self.drive = Drive(self.board, self.events, timeout_ms, self.liveness.pulse("drive", 10000))
        self.reboot = Reboot(self.board.clock, self.outbox, self.liveness.pulse("reboot", 10000))
        parts = self.board, self.memory, self.events, self.outbox, self.drive
        homing = Homing(self.board, self.events, self.outbox, self.drive)
        pulse = self.liveness.pulse("update", 10000)
        self.updater = Updater(
            self.board.clock, self.memory, self.events, self.outbox, self.drive, self.reboot, pulse
        )
        machinery = self.drive, Dispenser(*parts), homing, self.reboot, self.updater
        self.commands = Commands(self.memory, self.events, self.outbox, machinery)

    def send(self, cmd: str, command_id: object = None, **fields: object) -> None:
        fields["cmd"] = cmd
        if command_id is not None:
            fields["commandId"] = command_id
        self.commands.handle(encode(fields))

    def dispense(self, command_id: str, seq: int) -> None:
        self.send("DISPENSE", command_id, commandSeq=seq)

    async def settle(self) -> None:
        """Lets the motor task run until no move is under way."""
        task = asyncio.create_task(self.drive.run())
        await asyncio.sleep_ms(0)
        while self.drive.busy:
            await asyncio.sleep_ms(1)
        task.cancel()

    def told(self) -> list:
        """The events on their way, which the broker then has."""
        entries = list(self.outbox._entries)
        for entry in entries:
            self.outbox.remove(entry)
        return [json.loads(entry.payload) for entry in entries]

    def names(self) -> list:
        return [event["event"] for event in self.told()]


def virtual_bench(time: object) -> Bench:
    """A board that has just got its power, on a simulated stand, in virtual time (sim/virtual.py)."""
    world.stand = Stand(world)
    board = FakeBoard()
    board.clock, board.motor, board.floor = time, Motor(), Switch(world.floor_is_touched)
    return Bench(15000, board)


def finish(job: object) -> None:
    """Virtual time never waits, so that a coroutine runs through."""
    try:
        job.send(None)
    except StopIteration:
        return
    raise AssertionError("it waits for something")
