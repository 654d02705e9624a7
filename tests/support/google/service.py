"""What Google does with a call when nothing goes wrong."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.support.google import drive, sheets_api, signin
from tests.support.google.calls import Call
from tests.support.google.drive import File
from tests.support.google.entered import Hand
from tests.support.google.errors import ApiError
from tests.support.google.requests.scene import Scene
from tests.support.google.routes import Route
from tests.support.google.server import Answer

BOOK = "1FboxWorkbookForTests-0123456789_abcdefghijk"
Query = Mapping[str, Sequence[str]]
READERS = frozenset({"spreadsheets", "spreadsheets.readonly", "drive", "drive.readonly", "drive.file"})
WRITERS = frozenset({"spreadsheets", "drive", "drive.file"})
DRIVERS = frozenset({"drive", "drive.readonly", "drive.file", "drive.metadata", "drive.metadata.readonly"})


class Service:
    """The files and who may do what. Not locked: one call at a time.

    `executed` is every formula that a client had a sheet run. `drive_lag_ms`: so late Drive learns of a change.
    """

    def __init__(self, origin: str, clock: Callable[[], int], now: Callable[[], float]) -> None:
        self._origin, self._clock = origin, clock
        self.tokens = signin.Tokens(f"{origin}/token", clock, now)
        self.files: dict[str, File] = {}
        self.executed: list[str] = []
        self.sheets_enabled = True
        self.drive_enabled = True
        self.drive_lag_ms = 0

    def url(self, spreadsheet_id: str = BOOK) -> str:
        """As one copies it from the browser, but for the host."""
        return f"{self._origin}/spreadsheets/d/{spreadsheet_id}"

    def authorize(self, route: Route, authorization: str) -> None:
        """Raises ApiError."""
        if route.kind == "token":
            return
        scopes = self.tokens.scopes(authorization)
        if scopes is None:
            raise ApiError(401, "Request had invalid authentication credentials. Expected OAuth 2 access token.")
        wanted = DRIVERS if route.kind == "drive" else WRITERS if route.kind == "write" else READERS
        if not scopes & wanted:
            raise ApiError(403, "Request had insufficient authentication scopes.")

    def carry_out(self, call: Call, route: Route, query: Query) -> Answer:
        """Raises ApiError; then nothing has changed."""
        if route.kind == "token":
            return self._sign_in(call.body)
        if route.kind == "drive":
            return answer_of(self._drive(route, query))
        file = self._file(route)
        if route.kind == "write":
            answer = self._write(file, route, query, call.body)
            call.applied = True
            return answer
        return _text(200, sheets_api.read(file.book, route, query, signin.EMAIL, self.url(route.id)))

    def _sign_in(self, form: Query) -> Answer:
        try:
            return answer_of(self.tokens.exchange(form))
        except signin.RefusedError as error:
            kind, why = error.args
            return answer_of({"error": kind, "error_description": why}, 400)

    def _drive(self, route: Route, query: Query) -> dict[str, Any]:
        if not self.drive_enabled:
            raise drive.not_enabled("Google Drive API")
        file = self.files.get(route.id)
        if file is None or file.role is None:
            raise drive.not_found(route.id)
        return drive.get(file, query.get("fields", []), self._clock(), self.drive_lag_ms)

    def _file(self, route: Route) -> File:
        """Raises ApiError where there is none, or the service account may not."""
        if not self.sheets_enabled:
            raise drive.not_enabled("Google Sheets API")
        file = self.files.get(route.id)
        if file is None:
            raise ApiError(404, "Requested entity was not found.")
        if file.role is None or (file.role == "reader" and route.kind == "write"):
            raise ApiError(403, "The caller does not have permission")
        return file

    def _write(self, file: File, route: Route, query: Query, body: object) -> Answer:
        """On a draft, which takes the spreadsheet's place only once all of it has gone well."""
        hand = Hand(lambda: time.gmtime(self._clock() / 1000).tm_year)
        scene = Scene(file.book.copy(), hand, signin.EMAIL)
        answer = _text(200, sheets_api.write(scene, route, query, body, self.url(route.id)))
        file.book = scene.book
        file.touch(self._clock())
        self.executed += hand.formulas
        return answer


def answer_of(body: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
    return _text(status, json.dumps(body, ensure_ascii=False), headers)


def _text(status: int, body: str, headers: Mapping[str, str] | None = None) -> Answer:
    return Answer(status, body.encode(errors="replace"), headers or {})
