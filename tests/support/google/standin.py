"""Google for tests: Sheets, Drive and the sign-in, in this process, behind a real port."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Event, RLock
from typing import Any
from urllib.parse import parse_qs

from tests.support.google import calls, drive, routes, sheets_api, signin
from tests.support.google.book import Book
from tests.support.google.calls import Call
from tests.support.google.drive import File, Role
from tests.support.google.entered import Hand
from tests.support.google.errors import ApiError
from tests.support.google.faults import Fault, Faults
from tests.support.google.grid import Sheet
from tests.support.google.owner import Owner
from tests.support.google.quota import Quota, exhausted
from tests.support.google.requests.scene import Scene
from tests.support.google.routes import Route
from tests.support.google.server import Answer, Ask, Server

BOOK = "1FboxWorkbookForTests-0123456789_abcdefghijk"
READERS = frozenset({"spreadsheets", "spreadsheets.readonly", "drive", "drive.readonly", "drive.file"})
WRITERS = frozenset({"spreadsheets", "drive", "drive.file"})
DRIVERS = frozenset({"drive", "drive.readonly", "drive.file", "drive.metadata", "drive.metadata.readonly"})
Hook = Callable[[Call], None]


class StandIn:
    """`clock` tells ms since 1970, and may stand still. One spreadsheet, BOOK, is there from the start, empty.

    `before_apply` and `after_apply` are called around a call's work, without a lock: an owner who edits in the first,
    of a write, edits between the client's reading and its writing.
    """

    def __init__(self, clock: Callable[[], int], now: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.calls: list[Call] = []
        self.executed: list[str] = []
        """Every formula that the API had a sheet run."""
        self.quota = Quota(clock)
        self.faults = Faults()
        self.before_apply: Hook = _nothing
        self.after_apply: Hook = _nothing
        self.sheets_enabled = True
        self.drive_enabled = True
        self.drive_lag_ms = 0
        self._files: dict[str, File] = {}
        self._lock = RLock()
        self._closing = Event()
        self._server = Server(self._answer)
        self.origin = f"http://127.0.0.1:{self._server.server_port}"
        self.tokens = signin.Tokens(f"{self.origin}/token", clock, now)
        self.add(BOOK)

    def __enter__(self) -> "StandIn":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._closing.set()
        self._server.close()

    def add(self, spreadsheet_id: str, title: str = "F-BOX") -> Owner:
        """A new spreadsheet, as it is when it has just been made and shared."""
        book = Book(spreadsheet_id, title, sheets=[Sheet(0, "시트1")])
        self._files[spreadsheet_id] = File(book)
        self._files[spreadsheet_id].touch(self.clock())
        return self.owner(spreadsheet_id)

    def owner(self, spreadsheet_id: str = BOOK) -> Owner:
        return Owner(self._files[spreadsheet_id], self._lock, self.clock)

    def share(self, role: Role | None, spreadsheet_id: str = BOOK) -> None:
        """None: not shared with the service account any more."""
        self._files[spreadsheet_id].role = role

    def url(self, spreadsheet_id: str = BOOK) -> str:
        """As one copies it from the browser, but for the host."""
        return f"{self.origin}/spreadsheets/d/{spreadsheet_id}"

    def credentials(self, path: Path, *, key_name: str = "account", email: str = signin.EMAIL) -> Path:
        """The service account's file. With another key or e-mail it is one that nobody knows here."""
        return signin.write_credentials(path, f"{self.origin}/token", key_name=key_name, email=email)

    @property
    def offline(self) -> bool:
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
            route = routes.find(ask.method, ask.path)
            body = _body(ask, route)
        except ApiError as error:
            return _json(error.code, error.body())
        call = Call(self.clock(), ask.method, route.kind, ask.path, calls.requests_of(body), body=body)
        self.calls.append(call)
        try:
            answer = self._faulty(call, route, ask)
        except ApiError as error:
            answer = self._refusal(error)
        call.status, call.body = answer.status if answer else None, None
        return answer

    def _refusal(self, error: ApiError, retry_after: float | None = None) -> Answer:
        wait = self.quota.retry_after if retry_after is None else retry_after
        headers = {"Retry-After": f"{wait:g}"} if error.code == 429 and wait is not None else {}
        return _json(error.code, error.body(), headers)

    def _faulty(self, call: Call, route: Route, ask: Ask) -> Answer | None:
        """With what goes wrong around the work. Raises ApiError."""
        if route.kind != "token":
            self._authorize(route, ask.authorization)
            self.quota.take(route.kind)
        fault = self.faults.take(call)
        if fault is None:
            return self._work(call, route, ask)
        if fault.what in {"slow", "lost_after"}:
            answer = self._work(call, route, ask)
            fault.wait(self._closing)
            return None if fault.what == "lost_after" else answer
        fault.wait(self._closing)
        return self._spoilt(fault, call)

    def _spoilt(self, fault: Fault, call: Call) -> Answer | None:
        """Nothing is done."""
        match fault.what:
            case "429":
                return self._refusal(exhausted("Write" if call.kind == "write" else "Read"), fault.retry_after)
            case "500":
                return self._refusal(ApiError(500, "Internal error encountered."))
            case "503":
                return self._refusal(ApiError(503, "The service is currently unavailable."))
            case "html":
                page = b"<!DOCTYPE html><title>Error 502 (Server Error)!!1</title><p>Please try again in 30 seconds."
                return Answer(502, page, kind="text/html; charset=UTF-8")
        return None

    def _authorize(self, route: Route, authorization: str) -> None:
        """Raises ApiError."""
        scopes = self.tokens.scopes(authorization)
        if scopes is None:
            raise ApiError(401, "Request had invalid authentication credentials. Expected OAuth 2 access token.")
        wanted = DRIVERS if route.kind == "drive" else WRITERS if route.kind == "write" else READERS
        if not scopes & wanted:
            raise ApiError(403, "Request had insufficient authentication scopes.")

    def _work(self, call: Call, route: Route, ask: Ask) -> Answer:
        self.before_apply(call)
        with self._lock:
            answer = self._done(call, route, ask)
        self.after_apply(call)
        return answer

    def _done(self, call: Call, route: Route, ask: Ask) -> Answer:
        if route.kind == "token":
            return self._sign_in(call.body)
        if route.kind == "drive":
            return _json(200, self._drive(route, ask.query))
        file = self._file(route)
        if route.kind == "write":
            answer = self._write(file, route, ask.query, call.body)
            call.applied = True
            return answer
        return _text(200, sheets_api.read(file.book, route, ask.query, signin.EMAIL, self.url(route.id)))

    def _sign_in(self, form: Mapping[str, Sequence[str]]) -> Answer:
        try:
            return _json(200, self.tokens.exchange(form))
        except signin.RefusedError as error:
            kind, why = error.args
            return _json(400, {"error": kind, "error_description": why})

    def _drive(self, route: Route, query: Mapping[str, Sequence[str]]) -> dict[str, Any]:
        if not self.drive_enabled:
            raise drive.not_enabled("Google Drive API")
        file = self._files.get(route.id)
        if file is None or file.role is None:
            raise drive.not_found(route.id)
        return drive.get(file, query.get("fields", []), self.clock(), self.drive_lag_ms)

    def _file(self, route: Route) -> File:
        """Raises ApiError where there is none, or the service account may not."""
        if not self.sheets_enabled:
            raise drive.not_enabled("Google Sheets API")
        file = self._files.get(route.id)
        if file is None:
            raise ApiError(404, "Requested entity was not found.")
        if file.role is None or (file.role == "reader" and route.kind == "write"):
            raise ApiError(403, "The caller does not have permission")
        return file

    def _write(self, file: File, route: Route, query: Mapping[str, Sequence[str]], body: object) -> Answer:
        """On a draft, which takes the spreadsheet's place only once all of it has gone well."""
        hand = Hand(lambda: time.gmtime(self.clock() / 1000).tm_year)
        scene = Scene(file.book.copy(), hand, signin.EMAIL)
        answer = _text(200, sheets_api.write(scene, route, query, body))
        file.book = scene.book
        file.touch(self.clock())
        self.executed += hand.formulas
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


def _json(status: int, body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Answer:
    return _text(status, json.dumps(body, ensure_ascii=False), headers)


def _text(status: int, body: str, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, body.encode(errors="replace"), headers or {})
