"""Never more than so many calls a minute, however often the process is started anew."""

import json
from collections.abc import Iterable
from pathlib import Path

from services.sheets_sync.workbook import WorkbookError
from shared.clock import Clock

WINDOW_MS = 60_000
MOST = 18
"""The project allows itself 20 a minute; Google allows 60."""


class CallBudget:
    """The times of the last minute's calls (UTC ms) stand in a file, written before each call.

    A file that cannot be understood counts as a minute full of calls: that costs one minute, once.
    """

    def __init__(self, file: Path, clock: Clock, most: int = MOST) -> None:
        self._file = file
        self._clock = clock
        self._most = most
        self._calls: list[int] | None = None

    def take(self) -> None:
        """Raises WorkbookError, with the seconds to wait, where there is no place left or no count can be kept."""
        now = self._clock()
        self._calls = recent(self._read(now) if self._calls is None else self._calls, now)
        wait = wait_ms(self._calls, now, self._most)
        if wait > 0:
            raise WorkbookError("this minute's calls to Google are used up", wait=wait / 1000)
        self._write([*self._calls, now])
        self._calls.append(now)

    def _read(self, now: int) -> list[int]:
        try:
            return [int(at) for at in json.loads(self._file.read_text())]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError):
            return [now] * self._most

    def _write(self, calls: list[int]) -> None:
        new = self._file.with_name(f"{self._file.name}.new")
        try:
            new.write_text(json.dumps(calls))
            new.replace(self._file)
        except OSError as error:
            raise WorkbookError(f"the calls to Google cannot be counted: {error}") from None


def recent(calls: Iterable[int], now: int) -> list[int]:
    """Those of the last minute. The clock was set back since those that are yet to come: they count as now."""
    return sorted(min(at, now) for at in calls if at > now - WINDOW_MS)


def wait_ms(calls: list[int], now: int, most: int) -> int:
    """Until there is a place; 0 where there is one. `calls` of the last minute, sorted."""
    return 0 if len(calls) < most else calls[-most] + WINDOW_MS - now
