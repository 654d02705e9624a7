"""The workbook's end of its queue: jobs leave what they bring in the inbox, for the next round.

A row is confirmed by its version once the workbook has it; the ledger forgets a change only when exactly that version
comes back, and sends all that is not confirmed again when this process starts. So a crash anywhere means at most that
a row is written twice: the second time nothing differs, and nothing is added.
"""

from typing import Any

from services.sheets_sync.inbox import Inbox
from services.sheets_sync.pump import Pump
from services.sheets_sync.rounds.state import Sent
from shared.jobs.sheets import Answers, Audit, RestoreTab, WriteRows


class SheetsJobs:
    """Carries out the jobs of `shared.jobs.sheets`; each may come twice."""

    def __init__(self, inbox: Inbox, pump: Pump) -> None:
        self._inbox = inbox
        self._pump = pump

    def write_rows(self, order: WriteRows) -> None:
        self._inbox.put(rows=[_sent(row) for row in order.rows])

    def answers(self, told: Answers) -> None:
        self._pump.answered(told.rows)
        self._inbox.put(answers=told.rows)

    def restore_tab(self, order: RestoreTab) -> None:
        self._inbox.put(restore=[order.tab])

    def audit(self, order: Audit) -> None:
        self._inbox.put(audits=[order.run])


def _sent(row: dict[str, Any]) -> Sent:
    return Sent(row["tab"], row["key"], row["version"], row["values"], row.get("owner", {}))
