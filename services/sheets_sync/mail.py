"""What the rounds tell the ledger."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from rq import Queue

from services.sheets_sync.pump import Pump
from services.sheets_sync.rounds.rows import Row
from shared.jobs import ledger
from shared.queues import enqueue

ROWS_A_JOB = 200
PARTS_AT_ONCE = 2
"""Jobs of an audit that may wait on the queue: the dispensers' answers come through it as well."""


class Mail:
    """Puts jobs on the queue `ledger`. Raises RedisError."""

    def __init__(self, queue: Queue, pump: Pump, pause: Callable[[float], object] = time.sleep) -> None:
        self._queue = queue
        self._pump = pump
        self._pause = pause

    def state(self, rows: Iterable[dict[str, Any]]) -> None:
        """Rows as the owner has them; each is answered."""
        self._pump.push(rows)

    def is_telling(self, row: Row) -> bool:
        """Whether the row is on its way as it is."""
        return self._pump.has(row.tab.name, row.key, row.digest)

    def confirm(self, rows: Sequence[dict[str, Any]]) -> None:
        for begin in range(0, len(rows), ROWS_A_JOB):
            enqueue(self._queue, ledger.rows_written, {"rows": rows[begin : begin + ROWS_A_JOB]})

    def ask_again(self, rows: Sequence[dict[str, str]]) -> None:
        if rows:
            enqueue(self._queue, ledger.resend, {"rows": list(rows)})

    def tell_trouble(self, tab: str, why: str) -> None:
        enqueue(self._queue, ledger.workbook_trouble, {"tab": tab, "trouble": why})

    def fill(self, tab: str) -> None:
        """A tab met for the first time: the ledger's rows may be in it or not."""
        enqueue(self._queue, ledger.restore_tab, {"tab": tab, "first_met": True})

    def opened(self) -> None:
        """This process has started and knows of nothing."""
        enqueue(self._queue, ledger.workbook_opened, {})

    def hand_over(self, parts: Iterable[ledger.AuditPart]) -> None:
        """Waits for the ledger where it is slower."""
        for part in parts:
            while self._queue.count >= PARTS_AT_ONCE:
                self._pause(0.05)
            enqueue(self._queue, ledger.audit_part, asdict(part))
