"""What goes wrong, when the test says so or a seeded dice does."""

import random
from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Literal

from tests.support.google.calls import Call, Kind

What = Literal["429", "500", "503", "html", "lost_before", "lost_after", "slow", "late"]
"""`html` is a 502 of a proxy, no JSON. `lost_before`: the connection ends, nothing was done; `lost_after`: it was
done, and the answer is lost. `slow` is carried out at once and answered late; `late` is carried
out late, perhaps when the client has long given it up."""
EVERYTHING: frozenset[Kind] = frozenset({"read", "write", "meta", "drive"})
PATIENCE = 30.0


@dataclass(frozen=True)
class Fault:
    """`until` is what is waited for, or how many seconds. `retry_after` (s) goes with a 429."""

    what: What
    on: Collection[Kind] = EVERYTHING
    until: Event | float = 0.0
    retry_after: float | None = None

    def wait(self, closing: Event) -> None:
        """Not for ever, and not once the server ends."""
        if isinstance(self.until, Event):
            for _ in range(int(PATIENCE / 0.05)):
                if self.until.wait(0.05) or closing.is_set():
                    return
        else:
            closing.wait(self.until)


@dataclass
class Faults:
    """`script` is met by the next calls that a fault is `on`, one fault each; then the dice of `storm` decide."""

    script: deque[Fault] = field(default_factory=deque)
    _storm: tuple[random.Random, Mapping[What, float], Collection[Kind]] | None = None
    _lock: Lock = field(default_factory=Lock)

    def next(
        self,
        *whats: What,
        on: Collection[Kind] = EVERYTHING,
        until: Event | float = 0.0,
        retry_after: float | None = None,
    ) -> None:
        """Each for one call."""
        with self._lock:
            self.script.extend(Fault(what, on, until, retry_after) for what in whats)

    def storm(self, seed: int, chances: Mapping[What, float], on: Collection[Kind] = EVERYTHING) -> None:
        """From now on every call meets each of these with its chance (of 1); the same seed, the same storm."""
        self._storm = (random.Random(seed), chances, on)

    def calm(self) -> None:
        with self._lock:
            self._storm = None
            self.script.clear()

    def take(self, call: Call) -> Fault | None:
        with self._lock:
            for fault in self.script:
                if call.kind in fault.on:
                    self.script.remove(fault)
                    return fault
            return self._thrown(call)

    def _thrown(self, call: Call) -> Fault | None:
        if not self._storm or call.kind not in self._storm[2]:
            return None
        dice, chances, _ = self._storm
        left = dice.random()
        for what, chance in chances.items():
            left -= chance
            if left < 0:
                return Fault(what)
        return None
