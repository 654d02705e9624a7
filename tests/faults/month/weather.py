"""What goes wrong outside: Google, Redis, and the processes themselves."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.faults.month.clock import HOUR, MINUTE, SECOND
from tests.faults.month.house import House
from tests.support.google.faults import What

STORM: Mapping[What, float] = {"429": 0.85, "503": 0.1}
SHOWERS: Mapping[What, float] = {"500": 0.1, "503": 0.1, "html": 0.05, "lost_before": 0.1, "lost_after": 0.2}
Event = Callable[[], str]


@dataclass
class Weather:
    """`later` puts something on the month's agenda, so many ms from now."""

    house: House
    dice: random.Random
    later: Callable[[int, Event], None]

    # Google

    def outage(self, lasts: int = 0) -> str:
        lasts = lasts or self.dice.randint(30 * SECOND, 3 * HOUR)
        self.house.google.offline = True
        return self._begins("no Internet", lasts)

    def storm(self) -> str:
        """Google wants fewer calls, whatever the count says."""
        self.house.google.faults.storm(self.dice.randrange(10**6), STORM)
        return self._begins("a storm of 429", self.dice.randint(2 * MINUTE, 30 * MINUTE))

    def showers(self) -> str:
        """Errors, pages of proxies, connections that end before and after the work was done."""
        self.house.google.faults.storm(self.dice.randrange(10**6), SHOWERS)
        return self._begins("showers", self.dice.randint(5 * MINUTE, HOUR))

    def lost_answers(self) -> str:
        """The next write is carried out, and nobody learns of it."""
        self.house.google.faults.next(*["lost_after"] * self.dice.randint(1, 3), on=("write",))  # type: ignore[list-item]
        return "answers to writes will be lost"

    def unshared(self) -> str:
        self.house.google.share(None)
        return self._begins("the sheet is not shared any more", self.dice.randint(2 * MINUTE, 20 * MINUTE))

    def late_drive(self) -> str:
        """For the rest of the month, or until the next time."""
        self.house.google.drive_lag_ms = self.dice.choice((0, 3 * SECOND, 20 * SECOND))
        return f"Drive is behind by {self.house.google.drive_lag_ms} ms"

    def signed_out(self) -> str:
        self.house.google.tokens.expire()
        return "all tokens are worth nothing"

    def _begins(self, what: str, lasts: int) -> str:
        self.house.stormy = True
        self.later(lasts, self._clears)
        return f"{what}, for {lasts // SECOND} s"

    def _clears(self) -> str:
        house = self.house
        house.google.offline = house.stormy = False
        house.google.faults.calm()
        house.google.share("writer")
        return "the weather clears up"

    # Processes

    def sheets_sync_dies(self) -> str:
        steps = self.dice.randint(1, 60)
        self.house.place.fuse.light(steps)
        return f"sheets_sync dies in {steps} steps"

    def ledgers_worker_dies(self) -> str:
        steps = self.dice.randint(1, 80)
        self.house.worker.fuse.light(steps)
        return f"the ledger's worker dies in {steps} steps"

    def redis_dies(self) -> str:
        """Now and then with what it had said last, or with all of it."""
        cellar, house = self.house.cellar, self.house
        blow = self.dice.choice((cellar.kill, cellar.kill, cellar.cut_power, cellar.burn_down))
        cellar.note()
        steps = self.dice.randint(1, 60)
        self.dice.choice((house.place.fuse, house.worker.fuse)).light(steps, lambda _: blow())
        return f"Redis dies in {steps} steps: {blow.__name__}"
