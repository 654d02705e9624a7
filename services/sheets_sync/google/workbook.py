"""The owner's workbook as a Google spreadsheet."""

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from uuid import uuid4

import structlog

from services.sheets_sync.google.access import Access
from services.sheets_sync.google.address import address_of
from services.sheets_sync.google.box import BOX, Box
from services.sheets_sync.google.budget import CallBudget
from services.sheets_sync.google.faults import RefusedError
from services.sheets_sync.google.header import Header
from services.sheets_sync.google.making import missing, renamed
from services.sheets_sync.google.plan import Known, fitting
from services.sheets_sync.google.reading import Answer, Question, first_row, understood
from services.sheets_sync.google.remote import Remote
from services.sheets_sync.google.session import credentials_from, nobody, open_session
from services.sheets_sync.google.sight import Sight
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Batch, Edit, Snapshot, WorkbookError
from shared.clock import Clock

CALLS = "google_calls.json"
TRIES = 3
LATE_MS = 600_000
"""A write that was given up may still be carried out by then: its lines of the journal are left free for it."""
SILENT_MS = 3_600_000
"""So long Drive is not asked again once it has said that it will not tell."""
log = structlog.get_logger()


def open_google(
    url: str, credentials: Path, state: Path, clock: Clock, answered: Callable[[str], None] = nobody
) -> "GoogleWorkbook":
    """`state` is a folder of this machine's, for what must outlive the process. No call is made. Raises SettingsError
    where the key file is none, or the url no spreadsheet's."""
    signed = credentials_from(credentials)
    origin, spreadsheet = address_of(url)
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    session = open_session(signed, CallBudget(state / CALLS, clock), proxied=origin is None, answered=answered)
    remote = Remote(Access(signed, session, origin), spreadsheet)
    return GoogleWorkbook(remote, str(signed.service_account_email), clock, lambda: uuid4().hex[:12])


class GoogleWorkbook:
    """A Workbook (workbook.py). `email` is the service account's; `new_id` names lines of the journal."""

    def __init__(self, remote: Remote, email: str, clock: Clock, new_id: Callable[[], str]) -> None:
        self._remote = remote
        self._sight = Sight(remote, clock)
        self._email = email
        self._clock = clock
        self._new_id = new_id
        self._silent_until = 0
        self._headers: dict[str, Header] = {}
        self._key_at: dict[str, int] = {}
        self._box = Box()
        self._left_free: dict[int, int] = {}

    def stamp(self) -> str | None:
        """Drive's time of the last change; None for an hour once Drive has said that it will not tell."""
        if self._clock() < self._silent_until:
            return None
        try:
            return self._remote.modified()
        except RefusedError as error:
            if error.status not in (403, 404):
                raise
            log.info("Drive does not tell when the sheet was changed: it is read every round")
            self._silent_until = self._clock() + SILENT_MS
            return None

    def prepare(self, tabs: Collection[str], every_column: bool) -> None:
        """Up to three calls: which tabs there are, their headers, what is missing."""
        grids = self._sight.look()
        wanted = [tab for tab in TABS if tab in tabs]
        there = [tab for tab in wanted if grids.get(tab)]
        rows = self._remote.tables([first_row(tab) for tab in there])
        headers = {tab: Header(row[0] if row else ()) for tab, row in zip(there, rows, strict=True)}
        orders = missing(wanted, grids, headers, every_column, self._email)
        if orders:
            self._sight.change(orders)

    def set_aside(self, tab: str, title: str) -> None:
        grid = self._sight.look().get(tab)
        if grid:
            self._sight.change([renamed(grid.id, title)])

    def read(self, whole: Collection[str], keys: Collection[str]) -> Snapshot:
        """One call, and another where a key column stands elsewhere than last time, or a tab is gone."""
        for _ in range(TRIES):
            found = self._answer(whole, keys)
            if not found.moved:
                self._box = found.box
                self._box.taken |= self._left_free.keys()
                return Snapshot(found.sheets, found.box.replaced, found.box.memory)
        raise WorkbookError("columns are being moved")

    def write(self, batch: Batch) -> list[Edit]:
        """One call. Edits of a tab that another has taken the place of meanwhile are not among the written ones."""
        before = self._sight.grids()
        plan = fitting(batch, Known(before, self._headers, self._box), self._email, self._new_id)
        if not plan.orders:
            return list(plan.edits)
        self._box.taken |= plan.rows
        try:
            after = self._sight.change(plan.orders)
        except WorkbookError as error:
            self._leave_free(plan.rows if error.doubtful else ())
            raise
        return [edit for edit in plan.edits if before.get_id(edit.tab) == after.get_id(edit.tab)]

    def _answer(self, whole: Collection[str], keys: Collection[str]) -> Answer:
        asked = self._question(whole, keys)
        try:
            tables = self._remote.tables(asked.ranges)
        except RefusedError as error:
            if error.status != 400:
                raise
            asked = self._another_question(asked, whole, keys, error)
            tables = self._remote.tables(asked.ranges)
        found = understood(asked, tables)
        self._headers |= {tab: head for tab, head in found.heads.items() if self._still_has_all(tab, head)}
        self._headers |= found.headers
        self._key_at |= {tab: at for tab in asked.keys if (at := found.headers[tab].at(TABS[tab].key)) is not None}
        return found

    def _question(self, whole: Collection[str], keys: Collection[str]) -> Question:
        heads = [tab for tab in self._headers if tab not in whole and tab not in keys]
        there = self._sight.there([*whole, *keys, *heads, BOX])
        of_keys = {tab: self._key_at.get(tab, 0) for tab in keys if tab in there}
        of_heads = tuple(tab for tab in heads if tab in there)
        return Question(tuple(tab for tab in whole if tab in there), of_keys, BOX in there, of_heads)

    def _still_has_all(self, tab: str, head: Header) -> bool:
        """A column that he calls otherwise is told of by the next reading of the tab; until then it stands where it
        stood."""
        had = (name for name in TABS[tab].names if self._headers[tab].at(name) is not None)
        return all(head.at(name) is not None for name in had)

    def _another_question(
        self, asked: Question, whole: Collection[str], keys: Collection[str], error: RefusedError
    ) -> Question:
        """One range that is not there makes the whole reading fail: without it."""
        self._sight.look()
        self._key_at.clear()
        again = self._question(whole, keys)
        if again == asked:
            raise error
        return again

    def _leave_free(self, rows: Iterable[int]) -> None:
        now = self._clock()
        kept = {row: until for row, until in self._left_free.items() if until > now}
        self._left_free = kept | dict.fromkeys(rows, now + LATE_MS)
