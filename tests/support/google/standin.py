"""Google for tests: Sheets, Drive and the sign-in, in this process, behind a real port."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, RLock
from typing import Any
from urllib.parse import parse_qs

from tests.support.google import calls, routes, signin, spoiling
from tests.support.google.book import Book
from tests.support.google.calls import Call
from tests.support.google.drive import File, Role
from tests.support.google.errors import ApiError
from tests.support.google.faults import Faults
from tests.support.google.grid import Sheet
from tests.support.google.owner import Owner
from tests.support.google.quota import Quota
from tests.support.google.routes import Route
from tests.support.google.server import Answer, Ask, Server
from tests.support.google.service import BOOK, Service

__all__ = ["BOOK", "StandIn"]
Hook = Callable[[Call], object]


class StandIn(Service):
    """The service with all that goes wrong around it.

    `clock` tells ms since 1970, and may stand still. One spreadsheet, BOOK, is there from the start, empty.

    `before_apply` and `after_apply` are called around a call's work, without a lock: an owner who edits in the first,
    of a write, edits between the client's reading and its writing.
    """

    def __init__(self, clock: Callable[[], int], now: Callable[[], float] = time.time) -> None:
        self.calls: list[Call] = []
        self.quota = Quota(clock)
        self.faults = Faults()
        self.before_apply: Hook = _nothing
        self.after_apply: Hook = _nothing
        self._broken: list[Exception] = []
        self._lock = RLock()
        self._closing = Event()
        self._server = Server(self._answer)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        super().__init__(self.origin, clock, now)
        self.add(BOOK)
        self._server.start()

    def __enter__(self) -> "StandIn":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Raises what went wrong in the stand-in itself or in a hook, once; the client has seen a 500."""
        self._closing.set()
        self._server.close()
        broken, self._broken = self._broken, []
        if broken:
            raise broken[0]

    def add(self, spreadsheet_id: str, title: str = "F-BOX") -> Owner:
        """A new spreadsheet, as it is when it has just been made and shared."""
        file = File(Book(spreadsheet_id, title, sheets=[Sheet(0, "시트1")]))
        file.touch(self._clock())
        self.files[spreadsheet_id] = file
        return self.owner(spreadsheet_id)

    def owner(self, spreadsheet_id: str = BOOK) -> Owner:
        return Owner(self.files[spreadsheet_id], self._lock, self._clock)

    def share(self, role: Role | None, spreadsheet_id: str = BOOK) -> None:
        """None: not shared with the service account any more."""
        self.files[spreadsheet_id].role = role

    def credentials(self, path: Path, *, key_name: str = "account", email: str = signin.EMAIL) -> Path:
        """The service account's file. With another key or e-mail it is one that nobody knows here."""
        return signin.write_credentials(path, f"{self.origin}/token", key_name=key_name, email=email)

    @property
    def offline(self) -> bool:
        """While it is, connections end as they come; those that were open are cut."""
        return self._server.offline

    @offline.setter
    def offline(self, value: bool) -> None:
        self._server.offline = value
        if value:
            self._server.cut()

    def busiest_minute(self) -> int:
        """The largest number of calls within any 60 s, sign-ins aside."""
        return calls.busiest_minute(self.calls)

    def _answer(self, ask: Ask) -> Answer | None:
        if self.offline:
            return None
        try:
            return self._answered(ask)
        except ApiError as error:
            return spoiling.refusal(error, self.quota.retry_after)
        except Exception as error:  # a fault of the stand-in must not pass for one of Google's
            self._broken.append(error)
            return spoiling.refusal(ApiError(500, f"The stand-in broke: {error!r}"), None)

    def _answered(self, ask: Ask) -> Answer | None:
        """Logged, whatever comes of it. Raises ApiError."""
        route = routes.find(ask.method, ask.path)
        body = _body(ask, route)
        call = Call(self._clock(), ask.method, route.kind, ask.path, calls.requests_of(body), body=body)
        self.calls.append(call)
        try:
            answer = self._met(call, route, ask)
        except ApiError as error:
            answer = spoiling.refusal(error, self.quota.retry_after)
        finally:
            call.body = None
        call.status = answer.status if answer else None
        return answer

    def _met(self, call: Call, route: Route, ask: Ask) -> Answer | None:
        """Raises ApiError."""
        self.authorize(route, ask.authorization)
        self.quota.take(route.kind)
        fault = self.faults.take(call)
        if fault is None:
            return self._work(call, route, ask)
        return spoiling.spoilt(fault, call, lambda: self._work(call, route, ask), self._closing)

    def _work(self, call: Call, route: Route, ask: Ask) -> Answer:
        self.before_apply(call)
        with self._lock:
            answer = self.carry_out(call, route, ask.query)
        self.after_apply(call)
        return answer


def _nothing(call: Call) -> None:
    """Nobody edits."""


def _body(ask: Ask, route: Route) -> Any:  # noqa: ANN401 - JSON
    """JSON, or the form of a sign-in. Raises ApiError."""
    if route.kind == "token":
        return parse_qs(ask.body.decode())
    try:
        return json.loads(ask.body) if ask.body else {}
    except ValueError:
        raise ApiError(400, "Invalid JSON payload received. Unexpected token.") from None
