"""The service's side of a Google sheet, and the owner's."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.sheets_sync.google.workbook import GoogleWorkbook, open_google
from services.sheets_sync.tabs import READ, TABS
from services.sheets_sync.workbook import Batch, Cell, Edit, Line, Snapshot, WorkbookError
from tests.support.google.calls import Call
from tests.support.google.owner import Owner
from tests.support.google.standin import StandIn

NOON = 1_800_000_000_000
LOGS = tuple(name for name, tab in TABS.items() if tab.append_only)


@dataclass
class FakeClock:
    """UTC ms."""

    now: int = NOON

    def __call__(self) -> int:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += round(seconds * 1000)


@dataclass
class Desk:
    """`edits_during_write` happen, one a write, after our reading and before our writing."""

    google: StandIn
    clock: FakeClock
    folder: Path
    edits_during_write: deque[Callable[[], object]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.google.before_apply = self._edit
        self.owner: Owner = self.google.owner()
        self.restart()

    def restart(self) -> None:
        """A new process on the same machine."""
        key = self.google.credentials(self.folder / "key.json")
        self.workbook: GoogleWorkbook = open_google(self.google.url(), key, self.folder / "state", self.clock)

    def prepare(self, *tabs: str, every_column: bool = True) -> None:
        self.workbook.prepare(tabs or list(TABS), every_column)

    def read(self) -> Snapshot:
        """As every round does."""
        return self.workbook.read(READ, LOGS)

    def line(self, tab: str, key: str) -> Line:
        lines = self.read().sheets[tab].lines
        return next(line for line in lines if line.cells.get(TABS[tab].key) == key)

    def add(self, tab: str, *rows: Mapping[str, Cell]) -> None:
        self.read()
        self.write(*[Edit(tab, str(row[TABS[tab].key]), row, None) for row in rows])

    def write(self, *edits: Edit, **more: Any) -> list[Edit]:  # noqa: ANN401 - as Batch
        return self.workbook.write(Batch(edits, **more))

    def during_write(self, edit: Callable[[], object]) -> None:
        self.edits_during_write.append(edit)

    def _edit(self, call: Call) -> None:
        if call.kind == "write" and self.edits_during_write:
            self.edits_during_write.popleft()()

    @contextmanager
    def calls(self) -> Iterator[list[Call]]:
        """Those made meanwhile, sign-ins aside."""
        before = len(self.google.calls)
        made: list[Call] = []
        yield made
        made += [call for call in self.google.calls[before:] if call.kind != "token"]


def failure(do: Callable[[], object]) -> WorkbookError:
    try:
        do()
    except WorkbookError as error:
        return error
    raise AssertionError("nothing failed")
