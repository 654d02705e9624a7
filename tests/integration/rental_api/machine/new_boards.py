"""Firmware v3 as firmware/src/fbox has it: ids, a mark, a memory over power cuts, events with numbers."""

from collections.abc import Callable
from typing import Any

from tests.integration.rental_api.machine.boards import Board, Event, Sent

BEGUN, DISPENSED, FAILED, UNKNOWN = "begun", "dispensed", "failed", "unknown"
TOLD = 8


class NewBoard(Board):
    """A broker keeps its commands and its answers; both may come late, twice and in any order."""

    knows_ids = True

    def __init__(self, uuid: str, category: str, size: str, stock: int) -> None:
        super().__init__(uuid, category, size, stock)
        self.mark = self.seq = 0
        self.ring: dict[str, str] = {}
        self.done: set[str] = set()
        self.afterwards: list[Callable[[], None]] = []

    def receive(self, sent: Sent) -> None:
        self.down.append(sent)

    def take(self, sent: Sent) -> None:
        cmd, command_id = sent.payload["cmd"], sent.payload["commandId"]
        if cmd == "STATUS" and "fence" in sent.payload:
            self.mark = max(self.mark, sent.payload["fence"])
            self.when_idle(self.report)
        elif cmd == "SET_STOCK" and (self.moving or command_id in self.done):
            self.say("error", errorCode="E004", errorMessage="busy")
        else:
            self.done |= {command_id} if cmd == "SET_STOCK" else set()
            super().take(sent)

    def begin(self, sent: Sent) -> None:
        item, seq = sent.payload["commandId"], sent.payload["commandSeq"]
        assert item == sent.item
        if item in self.ring:
            self.answer_again(item)
        elif seq <= self.mark:
            self.answer(item, "stale")
        else:
            self.mark, reason = seq, "busy" if self.moving else self.obstacle()
            self.ring[item] = FAILED if reason else BEGUN
            if reason:
                self.answer(item, reason)
            else:
                self.moving = sent

    def finish(self, stuck: bool) -> None:
        item, self.moving = self.moving.item if self.moving else "", None
        self.ring[item] = FAILED if stuck else DISPENSED
        if not stuck:
            self.fall(item)
            self.told -= 1
        self.answer(item, "motor_stuck" if stuck else "")
        calls, self.afterwards = self.afterwards, []
        for call in calls:
            call()

    def cut(self, fell: bool) -> None:
        """In mid-move nobody can say whether the garment came out. Answers that move money outlive it."""
        if self.moving:
            self.ring[self.moving.item] = UNKNOWN
            if fell and self.inside:
                self.fall(self.moving.item)
        self.on, self.moving, self.afterwards = False, None, []
        self.up = [event for event in self.up if "commandId" in event]
        self.up.append({"event": "offline", "deviceUUID": self.uuid})

    def boot(self) -> None:
        self.on = True
        identity = {"category": self.category, "size": self.size, "deviceName": self.category}
        self.say("boot_complete", heartbeatInterval=30, **identity, **self.memory())

    def report(self) -> None:
        self.say("status", doorState="closed", locked=self.locked, floorState=self.floor(), **self.memory())

    def memory(self) -> dict[str, Any]:
        known = [{"commandId": item, "result": result} for item, result in self.ring.items() if result != BEGUN]
        return {"stock": self.told, "commandMark": self.mark, "lastCommands": known[: -TOLD - 1 : -1]}

    def answer_again(self, item: str) -> None:
        match self.ring[item]:
            case "dispensed" | "failed" as result:
                self.answer(item, "" if result == DISPENSED else "motor_stuck")
            case "unknown":
                self.report()

    def answer(self, item: str, reason: str) -> None:
        fields = {"reason": reason} if reason else {}
        name = "dispense_failed" if reason else "dispense_complete"
        self.say(name, commandId=item, stock=self.told, **fields)

    def when_idle(self, call: Callable[[], None]) -> None:
        if self.moving:
            self.afterwards.append(call)
        else:
            call()

    def event(self, name: str, **fields: Any) -> Event:  # noqa: ANN401 - any JSON value
        self.seq += 1
        return super().event(name, **fields) | {"seq": self.seq}
