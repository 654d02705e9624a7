"""A dispenser and its gateway by the rules of docs/protocol.md, as far as the ledger can tell; time by hand."""

from typing import Any

from shared.jobs.ledger import DeviceEvent
from tests.support.gym import Gym


class Dispenser:
    """v3 remembers its orders. Field firmware does not, so the gateway lets each of its items through once.

    `fates` says of each move to come whether the garment comes out; `out` lists the items that really did.
    """

    def __init__(self, gym: Gym, uuid: str, category: str, v3: bool, fates: list[bool]) -> None:
        self._gym, self.uuid, self.v3 = gym, uuid, v3
        self.fates, self.out = fates, list[str]()
        self.stock, self.mark, self.results = 20, 0, dict[str, str]()
        gym.boot(uuid, self.stock, category, v3)

    def dispense(self, order: dict[str, Any]) -> DeviceEvent | None:
        """Carries the order out once, however often it comes; returns its answer."""
        item_id = order["command_id"]
        known = item_id in self.results
        if order["deadline"] <= self._gym.now or (known and not self.v3):
            return None
        if not known:
            self._move(item_id, stale=self.v3 and order["command_seq"] <= self.mark)
            self.mark = max(self.mark, order["command_seq"])
        return self._answer(item_id)

    def status(self, fields: dict[str, Any]) -> None:
        """The answer to a STATUS: past its fence nothing begins any more."""
        self.mark = max(self.mark, fields.get("fence", 0))
        self._gym.tell(self.uuid, status_heard=self._gym.now)
        self.tell()

    def tell(self) -> None:
        """What every event of it brings into Redis."""
        self._gym.tell(self.uuid, stock=self.stock)
        if self.v3:
            self._gym.tell(self.uuid, command_mark=self.mark, last_commands=self.results)

    def _move(self, item_id: str, stale: bool) -> None:
        comes_out = not stale and self.fates.pop(0)
        self.results[item_id] = "dispensed" if comes_out else "failed"
        if comes_out:
            self.out.append(item_id)
            self.stock -= 1

    def _answer(self, item_id: str) -> DeviceEvent:
        self._gym.messages += 1
        came = self.results[item_id] == "dispensed"
        named = {"commandId": item_id} if self.v3 else {}
        said = {"stock": self.stock} | named | ({} if came else {"reason": "jam"})
        kind = "dispense_complete" if came else "dispense_failed"
        return DeviceEvent(self.uuid, kind, self._gym.now, f"message {self._gym.messages}", said)
