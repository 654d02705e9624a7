"""Power cuts at random instants of dispensing: garments, flash and events agree, or the firmware says `unknown`."""

import json
import os
import random
import sys

import virtual
import world
from fbox.flash import Record
from fbox.memory import DISPENSED, FAILED, UNKNOWN, Memory

from fakes import Bench, finish, virtual_bench

MANY = 1000 if sys.implementation.name == "micropython" else 250
CUTS = int(os.getenv("FIRMWARE_CUTS") or MANY)
SEED = int(os.getenv("FIRMWARE_SEED") or 2025)
SPAN_MS = 250  # boot, intent, move, result, answer and acknowledgement take some 200
SECOND_SPAN_MS = 60
NETWORK_MS = 1
CAME_OUT = {DISPENSED: (1,), FAILED: (0,), UNKNOWN: (0, 1)}
TOLD = {"dispense_complete": DISPENSED, "dispense_failed": FAILED}


class Gym:
    """The stand with what is true of it, and all that its firmware was heard to say."""

    def __init__(self, seed: int) -> None:
        random.seed(seed)
        self.time = virtual.Time()
        self.disk = virtual.Disk(self.time)
        virtual.install(self.time, self.disk)
        world.garment_falls = self._fall
        world.note_halt = lambda: None
        self.garments = 0
        self.heard = []

    def _fall(self) -> None:
        self.garments += 1

    def boot(self) -> Bench:
        bench = virtual_bench(self.time)
        bench.outbox.add(bench.events.boot_complete())
        return bench

    def serve(self, command_id: str, seq: int, stop_in: object = None) -> None:
        """From power-up to the acknowledgement of what was said."""
        bench = self.boot()
        bench.dispense(command_id, seq)
        if bench.drive.busy:
            if stop_in is not None:
                bench.board.clock = _Stopping(self.time, stop_in, bench)
            finish(bench.drive.carry_out())
        self._deliver(bench)
        bench.memory.commit()

    def _deliver(self, bench: Bench) -> None:
        """A broker that may have an event without the board's knowing it."""
        for entry in list(bench.outbox._entries):
            self.time.take(NETWORK_MS)
            self.heard.append(json.loads(entry.payload))
            self.time.take(NETWORK_MS)
            bench.outbox.remove(entry)

    def cut(self, span: float, command_id: str, seq: int, stop_in: object = None) -> None:
        """The same with a cut somewhere on the way, or after it."""
        self.disk.torn = random.random() < 0.5
        self.time.cut_in(random.random() * span)
        try:
            self.serve(command_id, seq, stop_in)
        except virtual.PowerCutError:
            world.stand.look()
        self.time.cut_in(None)

    def refill(self) -> None:
        bench = self.boot()
        bench.send("SET_STOCK", "set_%d" % self.garments, stock=30)
        self._deliver(bench)
        bench.memory.commit()

    def verdicts(self, command_id: str) -> list:
        """All that was ever said of the command, each thing once."""
        said = [TOLD.get(event["event"]) for event in self.heard if event.get("commandId") == command_id]
        for event in self.heard:
            said += [one["result"] for one in event.get("lastCommands", []) if one["commandId"] == command_id]
        return list({one for one in said if one})


class _Stopping:
    """A clock during whose move a STOP arrives."""

    def __init__(self, time: virtual.Time, stop_in: float, bench: Bench) -> None:
        self.now, self.since, self._time, self._bench = time.now, time.since, time, bench
        self._left = stop_in

    async def sleep(self, ms: float) -> None:
        self._time.take(ms)
        self._left -= ms
        if -ms < self._left <= 0:
            self._bench.send("STOP")


def test_power_cuts_double_no_garment_and_lose_none_in_silence() -> None:
    gym = Gym(SEED)
    stock, outcomes, torn = 20, {DISPENSED: 0, FAILED: 0, UNKNOWN: 0}, 0
    for seq in range(1, CUTS + 1):
        command_id, before = "itm_%020d" % seq, gym.garments
        gym.heard = []
        gym.cut(SPAN_MS, command_id, seq, random.choice((None, None, None, random.random() * 90)))
        torn, gym.disk.writing = torn + gym.disk.writing, False
        if random.random() < 0.3:
            gym.cut(SECOND_SPAN_MS, command_id, seq)
        gym.serve(command_id, seq)
        verdicts = gym.verdicts(command_id)
        assert len(verdicts) == 1, (SEED, seq, gym.heard)
        [outcome] = verdicts
        outcomes[outcome] += 1
        assert gym.garments - before in CAME_OUT[outcome], (SEED, seq, gym.heard)
        stock -= outcome == DISPENSED
        kept = Memory(Record("flash"), 0)
        assert (kept.stock, kept.find(command_id)[0], kept.mark) == (stock, outcome, seq), (SEED, seq, gym.heard)
        if stock < 5:
            gym.refill()
            stock = 30
    assert min(outcomes.values()) > CUTS // 50, outcomes
    assert torn > CUTS // 10, torn
