"""The ledger's end of its queue."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy.exc import OperationalError

from services.rental_api import sheet_answers
from services.rental_api.context import Context
from services.rental_api.owner.take import take_rows
from services.rental_api.owner.trouble import take_trouble
from services.rental_api.rentals.reports import take_report
from services.rental_api.workbook_audit import take_part
from shared.jobs.ledger import (
    AuditPart,
    DeviceEvent,
    OwnerRows,
    Resend,
    RestoreTab,
    RowsWritten,
    WorkbookOpened,
    WorkbookTrouble,
)

log = structlog.get_logger()


class LedgerJobs:
    """Carries out the jobs of `shared.jobs.ledger`; each may come twice."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def device_event(self, event: DeviceEvent) -> None:
        with _ledger_needed():
            take_report(self._ctx, event)

    def rows_written(self, written: RowsWritten) -> None:
        with _ledger_needed():
            sheet_answers.take_confirmation(self._ctx, written.rows)

    def workbook_opened(self, _: WorkbookOpened) -> None:
        with _ledger_needed():
            sheet_answers.send_all_again(self._ctx)

    def owner_rows(self, told: OwnerRows) -> None:
        with _ledger_needed():
            take_rows(self._ctx, told.rows)

    def resend(self, wanted: Resend) -> None:
        with _ledger_needed():
            sheet_answers.resend(self._ctx, wanted.rows)

    def workbook_trouble(self, told: WorkbookTrouble) -> None:
        with _ledger_needed():
            take_trouble(self._ctx, told.tab, told.trouble)

    def restore_tab(self, order: RestoreTab) -> None:
        with _ledger_needed():
            sheet_answers.restore_tab(self._ctx, order)

    def audit_part(self, part: AuditPart) -> None:
        with _ledger_needed():
            take_part(self._ctx, part)


@contextmanager
def _ledger_needed() -> Iterator[None]:
    """RQ puts a job that raises aside for good. Ended in mid-job, the process takes it back at its next start."""
    try:
        yield
    except OperationalError as error:
        log.error("no ledger, starting again", reason=str(error.orig))
        os._exit(1)
