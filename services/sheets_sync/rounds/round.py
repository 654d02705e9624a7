"""One round: read the workbook once, tell the ledger what is new, write what has changed in one batch."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from zoneinfo import ZoneInfo

import structlog
from redis import Redis

from services.sheets_sync.inbox import Inbox
from services.sheets_sync.mail import Mail
from services.sheets_sync.rounds.audit import parts
from services.sheets_sync.rounds.confirm import confirmations, learn
from services.sheets_sync.rounds.devices import PRODUCTS, STATUS, status_edits, stock_edits
from services.sheets_sync.rounds.findings import Findings
from services.sheets_sync.rounds.look import Look, lacking_tabs, look, nameless_tabs, new_tabs
from services.sheets_sync.rounds.outgoing import Outgoing, note_keys, outgoing, wanted_keys
from services.sheets_sync.rounds.pins import Pins
from services.sheets_sync.rounds.plan import plan
from services.sheets_sync.rounds.receive import receive
from services.sheets_sync.rounds.replaced import deal_with
from services.sheets_sync.rounds.rows import Digest, Reader, Row
from services.sheets_sync.rounds.state import State
from services.sheets_sync.rounds.statements import news, statement
from services.sheets_sync.tabs import READ, TABS
from services.sheets_sync.workbook import Edit, Snapshot, Workbook, WorkbookError
from shared import device_state
from shared.clock import Clock, local_text
from shared.jobs.sheets import rental_of
from shared.keys import Keys

FULL_MS = 30_000
"""So long a reading is believed while the workbook says that it has not changed."""
HEARTBEATS_MS = 60_000
ROWS_A_ROUND = 500
"""Told to the ledger at most: a whole workbook is told after a start, and a new PIN takes 18 ms to hash."""
APPENDED = frozenset(name for name, tab in TABS.items() if tab.append_only)
log = structlog.get_logger()


@dataclass(frozen=True)
class Desk:
    """What the rounds work with."""

    workbook: Workbook
    inbox: Inbox
    mail: Mail
    pins: Pins
    digest: Digest
    redis: Redis
    keys: Keys
    zone: ZoneInfo
    clock: Clock


class Rounds:
    """One a process. Forgets nothing that it could not learn again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._state = State()
        self._reader = Reader(desk.digest)
        self._devices: Mapping[str, Mapping[str, Row]] = {}
        self._read_at: int | None = None
        self._stamp: str | None = None
        self._next_stamp: str | None = None
        self._heartbeats_due = 0

    @property
    def pending(self) -> int:
        """Rows of the ledger that the workbook does not have yet."""
        return len(self._state.pending)

    def run(self) -> None:
        """Raises WorkbookError or RedisError; what was to be done is done by a later round."""
        came = receive(self._desk.inbox.take(), self._state, self._desk.clock())
        if not (came or self._is_due()):
            return
        try:
            self._round()
        except WorkbookError:
            self._state.keys.clear()  # an append may be there although its answer is not
            self._read_at = None
            raise

    def _is_due(self) -> bool:
        now = self._desk.clock()
        if self._state.pending or self._state.fresh or self._read_at is None or now - self._read_at >= FULL_MS:
            return True
        return bool(self._device_edits(self._devices)) or self._has_changed()

    def _has_changed(self) -> bool:
        """Asked before reading, so that an edit in between is read or seen the next time."""
        self._next_stamp = self._desk.workbook.stamp()
        return self._next_stamp is None or self._next_stamp != self._stamp

    def _round(self) -> None:
        seen = self._look()
        found = deal_with(seen, self._state, self._desk.pins)
        self._tell(seen, found)
        out = outgoing(seen, self._state, found.waiting)
        made = plan(seen, self._state, found, out, self._device_edits(seen.named), self._desk.pins)
        written = self._desk.workbook.write(made.batch) if made.pressing else []
        self._written(written, out)
        self._state.restoring.clear()
        self._devices = {name: seen.named.get(name, {}) for name in (STATUS, PRODUCTS)}
        self._audit(seen)

    def _look(self) -> Look:
        desk, state = self._desk, self._state
        keys = wanted_keys(state) | (APPENDED & state.restoring) | (APPENDED if self._read_at is None else set())
        read = {*READ, *keys}
        snapshot = desk.workbook.read(READ, keys)
        if self._prepare(snapshot, read):
            snapshot = desk.workbook.read(READ, keys)
        self._stamp, self._next_stamp, self._read_at = self._next_stamp, None, desk.clock()
        seen = look(snapshot, read, state, self._reader)
        note_keys(seen, state, keys)
        return seen

    def _prepare(self, snapshot: Snapshot, read: set[str]) -> bool:
        """Says whether something had to be made."""
        desk, nameless = self._desk, nameless_tabs(snapshot, self._state)
        for tab in nameless:
            when = local_text(desk.clock(), desk.zone).replace(":", "")
            desk.workbook.set_aside(tab, f"{tab} ({when})")
        new = new_tabs(snapshot, read, self._state) | nameless
        lacking = lacking_tabs(snapshot) - new
        if new:
            desk.workbook.prepare(new, every_column=True)
        if lacking:
            desk.workbook.prepare(lacking, every_column=False)
        return bool(new or lacking)

    def _tell(self, seen: Look, found: Findings) -> None:
        desk, state = self._desk, self._state
        desk.mail.state(found.told)
        told = (row for row in news(seen, state, desk.clock(), found.spoilt) if not desk.mail.is_telling(row))
        desk.mail.state([statement(row, desk.pins) for row in islice(told, ROWS_A_ROUND)])
        desk.mail.ask_again(found.again)
        for tab in seen.rows.keys() - seen.snapshot.memory.keys() - state.filled - {STATUS}:
            desk.mail.fill(tab)
            state.filled.add(tab)
        for tab in TABS:
            why = seen.troubles.get(tab, "")
            if why != state.troubles.get(tab):
                desk.mail.tell_trouble(tab, why)
                state.troubles[tab] = why

    def _device_edits(self, named: Mapping[str, Mapping[str, Row]]) -> list[Edit]:
        desk, due = self._desk, self._desk.clock() >= self._heartbeats_due
        states = device_state.read_all(desk.redis, desk.keys)
        status = status_edits(states, named[STATUS], desk.zone, due) if STATUS in named else ()
        stock = stock_edits(states, named[PRODUCTS]) if PRODUCTS in named else ()
        return [*status, *stock]

    def _written(self, written: list[Edit], out: Outgoing) -> None:
        desk, now = self._desk, self._desk.clock()
        for edit in written:
            if rental_id := rental_of(edit.tab, edit.key):
                log.info("row written", rental_id=rental_id, key=edit.key)
        desk.mail.confirm(confirmations(written, out.there, self._state))
        learn(written, self._state, desk.digest, now)
        if written and now >= self._heartbeats_due:
            self._heartbeats_due = now + HEARTBEATS_MS

    def _audit(self, seen: Look) -> None:
        """Reads the whole workbook once more and hands it to the ledger, part by part."""
        while self._state.audits:
            run = self._state.audits[0]
            snapshot = self._desk.workbook.read([*TABS], [])
            self._desk.mail.hand_over(parts(run, snapshot, seen.troubles))
            self._state.audits.remove(run)
