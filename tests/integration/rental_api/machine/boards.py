"""Dispensers as they really are: what they hold, what fell out, what they say. They know nothing of the ledger.

Field firmware v2.1.0 as docs/protocol.md reads it off its source; the new one is in new_boards.py.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

Event = dict[str, Any]
LATEST = 500


@dataclass(frozen=True)
class Sent:
    """A command in the air. `item` is the garment it is for: the truth, which no dispenser reads there."""

    payload: dict[str, Any]
    item: str
    expires: int | None


class Board:
    """Field firmware: no ids, one message at a time, in order, at most once; nothing waits for it while it is off.

    `inside` is what it holds, `told` what its flash believes, `fallen` what came out for each item.
    """

    knows_ids = False

    def __init__(self, uuid: str, category: str, size: str, stock: int) -> None:
        self.uuid, self.category, self.size = uuid, category, size
        self.inside = self.told = self.put_in = stock
        self.fallen: Counter[str] = Counter()
        self.on, self.locked = False, False
        self.moving: Sent | None = None
        self.up: list[Event] = []
        self.down: list[Sent] = []

    def receive(self, sent: Sent) -> None:
        """What the broker has for it."""
        if self.on:
            self.down.append(sent)

    def take(self, sent: Sent) -> None:
        """Begins or answers one command."""
        match sent.payload["cmd"]:
            case "DISPENSE":
                self.begin(sent)
            case "SET_STOCK":
                self.fill(sent.payload["stock"])
                self.say("stock_updated", stock=self.told, source="manual")
            case "REBOOT":
                self.cut(fell=False)
                self.boot()
            case "LOCK" | "UNLOCK" as cmd:
                self.locked = cmd == "LOCK"
                self.report()
            case _:
                self.report()

    def begin(self, sent: Sent) -> None:
        if reason := self.obstacle():
            self.say("dispense_failed", reason=reason, stock=self.told)
        else:
            self.moving = sent

    def finish(self, stuck: bool) -> None:
        """The move is over. The stock is saved before anything is said."""
        item, self.moving = self.moving.item if self.moving else "", None
        if stuck:
            self.say("dispense_failed", reason="motor_stuck", stock=self.told)
            return
        self.fall(item)
        self.told -= 1
        self.say("dispense_complete", stock=self.told)
        self.say("stock_updated", stock=self.told, source="dispense")

    def cut(self, fell: bool) -> None:
        """No power. In mid-move the garment fell and is saved, or neither."""
        if self.moving and fell and self.inside:
            self.fall(self.moving.item)
            self.told -= 1
        self.on, self.moving = False, None
        self.up.clear()
        self.down.clear()

    def boot(self) -> None:
        self.on = True
        identity = {"category": self.category, "size": self.size, "deviceName": self.category}
        self.say("boot_complete", stock=self.told, **identity)

    def report(self) -> None:
        self.say("status", stock=self.told, doorState="closed", locked=self.locked, floorState=self.floor())

    def heartbeat(self) -> Event:
        return self.event("heartbeat", stock=self.told, doorState="closed", locked=self.locked)

    def fill(self, stock: int) -> None:
        """The owner makes it hold that many."""
        self.put_in += stock - self.inside
        self.inside = self.told = stock

    def fall(self, item: str) -> None:
        self.inside -= 1
        self.fallen[item] += 1

    def floor(self) -> str:
        return "moving" if self.moving else "reached"

    def obstacle(self) -> str:
        return "device_locked" if self.locked else "no_stock" if not (self.told and self.inside) else ""

    def say(self, name: str, **fields: Any) -> None:  # noqa: ANN401 - any JSON value
        self.up = [*self.up, self.event(name, **fields)][-LATEST:]

    def event(self, name: str, **fields: Any) -> Event:  # noqa: ANN401 - any JSON value
        return {"event": name, "deviceUUID": self.uuid, **fields}
