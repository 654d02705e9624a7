"""Many commands on one board, from the bytes of the broker to the acknowledged answers: the heap does not grow."""

import gc
import os

import virtual
import world
from fbox import mqtt_packets as packets
from fbox.events import encode

from fakes import Bench, finish, virtual_bench

COMMANDS = int(os.getenv("FIRMWARE_COMMANDS") or 1000)
WARM_UP = 200  # until every ring is full
OUTAGE = 12  # of every forty commands, those during which the broker takes nothing
IN_BYTES = hasattr(gc, "mem_alloc")
GROWTH = 2048 if IN_BYTES else 50  # bytes; CPython counts objects
SCRIPT = (
    ("STOP", {}),
    ("STATUS", {"fence": 1}),
    ("LOCK", {}),
    ("DISPENSE", {}),
    ("UNLOCK", {}),
    ("SET_STOCK", {"stock": 12}),
    ("DISPENSE", {}),
    ("CLEAR_ERROR", {}),
    ("NO_SUCH", {}),
    ("STATUS", {"identify": True}),
)


class Board:
    """`garments` counts what came out."""

    def __init__(self) -> None:
        self.time = virtual.Time()
        virtual.install(self.time, virtual.Disk(self.time))
        world.garment_falls = self._fall
        world.note_halt = lambda: None
        self.garments = 0
        self.bench = virtual_bench(self.time)
        self._parser = packets.Parser(600)
        self.answers = 0

    def _fall(self) -> None:
        self.garments += 1

    def command(self, number: int) -> None:
        cmd, fields = SCRIPT[number % len(SCRIPT)]
        if number % 40 == 0:
            cmd, fields = "HOME", {}
        self._receive(dict(fields, cmd=cmd, commandId="cmd_%09d" % number, commandSeq=number + 1))
        if self.bench.drive.busy:
            finish(self.bench.drive.carry_out())
        if number % 40 >= OUTAGE:
            self._acknowledge(self.bench)

    def _receive(self, command: dict) -> None:
        for _kind, flags, body in self._parser.feed(packets.publish("fbox/x/cmd", encode(command), 1, 7)):
            self.bench.commands.handle(packets.read_publish(flags, body)[1])

    def _acknowledge(self, bench: Bench) -> None:
        for entry in list(bench.outbox._entries):
            packets.publish("fbox/x/status", entry.payload, 1, entry.packet_id)
            self.answers += 1
            bench.outbox.remove(entry)


def _used() -> int:
    gc.collect()
    return gc.mem_alloc() if IN_BYTES else len(gc.get_objects())


def test_the_heap_does_not_grow_with_the_commands() -> None:
    board = Board()
    for number in range(WARM_UP):
        board.command(number)
    before = _used()
    for number in range(WARM_UP, WARM_UP + COMMANDS):
        board.command(number)
    growth = _used() - before
    print("heap after {} commands: {} more than {}".format(COMMANDS, growth, before))
    assert growth <= GROWTH, growth
    assert board.garments > COMMANDS // 10
    assert board.answers > COMMANDS
