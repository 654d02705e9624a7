"""The ledger's end of its queue."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
from sqlalchemy.exc import OperationalError

from services.rental_api.context import Context
from services.rental_api.rentals.reports import take_report
from services.rental_api.sheet_sender import take_confirmation
from shared.jobs.ledger import DeviceEvent, RowsWritten

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
            take_confirmation(self._ctx, written.rows)


@contextmanager
def _ledger_needed() -> Iterator[None]:
    """RQ puts a job that raises aside for good. Ended in mid-job, the process takes it back at its next start."""
    try:
        yield
    except OperationalError as error:
        log.error("no ledger, starting again", reason=str(error.orig))
        os._exit(1)
