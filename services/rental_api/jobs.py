"""The ledger's end of its queue."""

from services.rental_api.context import Context
from services.rental_api.rentals.reports import take_report
from services.rental_api.sheet_sender import take_confirmation
from shared.jobs.ledger import DeviceEvent, RowsWritten


class LedgerJobs:
    """Carries out the jobs of `shared.jobs.ledger`; each may come twice."""

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx

    def device_event(self, event: DeviceEvent) -> None:
        take_report(self._ctx, event)

    def rows_written(self, written: RowsWritten) -> None:
        take_confirmation(self._ctx, written.rows)
