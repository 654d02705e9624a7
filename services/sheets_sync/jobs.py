"""The workbook's end of its queue.

Why the last row in is the right one: the ledger sends a row as it is at that moment, through one queue with one
worker, and a killed worker's jobs go back in their order. A row is confirmed by its version once it is on disk; the
ledger forgets a change only when exactly that version comes back, and sends again what was not confirmed. So a crash
anywhere means at most that a row is written twice: the second time nothing differs, and nothing is added.
"""

from typing import Any

import structlog
from rq import Queue

from services.sheets_sync.recorder import Recorder, Row
from services.sheets_sync.versions import Versions
from shared.jobs import ledger
from shared.jobs.sheets import WriteRows
from shared.queues import enqueue

log = structlog.get_logger()


class SheetsJobs:
    """Carries out the jobs of `shared.jobs.sheets`; each may come twice."""

    def __init__(self, recorder: Recorder, confirmations: Queue) -> None:
        self._recorder = recorder
        self._confirmations = confirmations
        self._versions = Versions()

    def write_rows(self, order: WriteRows) -> None:
        """Writes, then confirms. What cannot be written now is logged and not confirmed: it comes again."""
        sent = {(row["tab"], row["key"]): row for row in order.rows}
        rows = [_row(row) for name, row in sent.items() if not self._versions.turns_away(name, row["version"])]
        try:
            written = self._recorder.record(rows)
        except OSError as error:
            log.error("the workbook cannot be written", error=str(error), rows=len(rows))
            return
        self._confirm([(name, sent[name]["version"]) for name in ((row.tab, row.key) for row in written)])

    def _confirm(self, written: list[tuple[tuple[str, str], int]]) -> None:
        if not written:
            return
        done = [{"tab": tab, "key": key, "version": version} for (tab, key), version in written]
        enqueue(self._confirmations, ledger.rows_written, {"rows": done})
        for name, version in written:
            self._versions.wrote(name, version)


def _row(row: dict[str, Any]) -> Row:
    return Row(row["tab"], row["key"], row["values"])
