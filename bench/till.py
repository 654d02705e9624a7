"""One member renting as fast as he can, over a plain HTTP connection: the client's own work must not be measured."""

import json
import re
import threading
import time
from collections import defaultdict
from http.client import HTTPConnection

from shared.changes import listen
from shared.keys import Keys
from tests.support.renting import MEMBER, Renter
from tests.support.servers import eventually
from tests.support.stack import Stack

FULL = 30
LOW = 3
PATIENCE = 15.0


class Till:
    """Rents one garment after the other; the end of each is told by the channel of changes, nobody polls."""

    def __init__(self, stack: Stack, rentals: int) -> None:
        grant = {"kind": "count", "count": rentals}
        stack.api.post(f"/api/members/{MEMBER}/passes", json=grant).raise_for_status()
        self._stack, self._renter = stack, Renter(stack)
        self._product = next(iter(self._renter.products()))
        self._left = FULL
        self._ends = _Ends(stack)
        self._http = HTTPConnection(stack.settings.api.hostname or "", stack.settings.api.port)
        token = stack.settings.api_token.get_secret_value()
        self._headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        items = [{"product_id": self._product, "quantity": 1}]
        self._body = json.dumps({"member_id": MEMBER, "pin": stack.demo["pin"], "items": items}).encode()

    def rent(self, key: str) -> tuple[float, float]:
        """Seconds from the request until the end was told, and of the PIN's hash as the server says."""
        begun = time.perf_counter()
        self._http.request("POST", "/api/rentals", self._body, self._headers | {"Idempotency-Key": key})
        answer = self._http.getresponse()
        rental_id = json.loads(answer.read())["rental_id"]
        ended = self._ends.wait(rental_id)
        pin = float(re.findall(r"pin;dur=([\d.]+)", answer.headers["Server-Timing"])[0]) / 1000
        assert self._renter.rental(rental_id)["state"] == "complete"
        self._left -= 1
        return ended - begun, pin

    def refill_when_low(self) -> None:
        if self._left >= LOW:
            return
        body = {"cmd": "SET_STOCK", "stock": FULL}
        self._stack.api.post(f"/api/devices/{self._stack.boards[0].uuid}/commands", json=body).raise_for_status()
        eventually(lambda: bool(self._renter.products()[self._product]["stock"] == FULL), "the refill")
        self._left = FULL

    def close(self) -> None:
        self._ends.close()
        self._http.close()


class _Ends:
    """When each rental's second change was told: the first is the dispatch, the second the end."""

    def __init__(self, stack: Stack) -> None:
        self._told: dict[str, list[float]] = defaultdict(list)
        self._news = threading.Condition()
        self._stop = threading.Event()
        keys = Keys(stack.settings.site)
        self._thread = threading.Thread(target=self._listen, args=(stack, keys))
        self._thread.start()
        eventually(lambda: bool(stack.redis.pubsub_numsub(keys.changes)[0][1]), "the listener")

    def _listen(self, stack: Stack, keys: Keys) -> None:
        for change in listen(stack.redis, keys, 0.2):
            if self._stop.is_set():
                return
            if change and change.kind == "rental":
                with self._news:
                    self._told[change.id].append(time.perf_counter())
                    self._news.notify_all()

    def wait(self, rental_id: str) -> float:
        with self._news:
            if not self._news.wait_for(lambda: len(self._told[rental_id]) == 2, PATIENCE):
                raise TimeoutError(rental_id)
            return self._told[rental_id][-1]

    def close(self) -> None:
        self._stop.set()
        self._thread.join()
