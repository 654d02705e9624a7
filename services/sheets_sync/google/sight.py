"""Which tabs there are, as the last answer had it. What shows it to be wrong makes the next call look again."""

from collections.abc import Collection, Sequence

from services.sheets_sync.google.faults import RefusedError
from services.sheets_sync.google.grids import Grids
from services.sheets_sync.google.orders import Order
from services.sheets_sync.google.remote import Remote
from services.sheets_sync.workbook import WorkbookError
from shared.clock import Clock

AGAIN_MS = 60_000
"""A tab that was not there may be back."""


class Sight:
    def __init__(self, remote: Remote, clock: Clock) -> None:
        self._remote = remote
        self._clock = clock
        self._grids: Grids | None = None
        self._at = 0

    def grids(self) -> Grids:
        """Costs a call where nothing is known."""
        return self._grids or self.look()

    def look(self) -> Grids:
        return self._seen(self._remote.grids())

    def change(self, orders: Sequence[Order]) -> Grids:
        try:
            return self._seen(self._remote.change(orders))
        except WorkbookError as error:
            if error.doubtful or (isinstance(error, RefusedError) and error.status == 400):
                self._grids = None  # a tab may be new, or gone, or smaller than it was
            raise

    def there(self, tabs: Collection[str]) -> set[str]:
        """Those that are there, as far as is known."""
        grids = self._grids
        if grids and not grids.has_all(tabs) and self._clock() - self._at >= AGAIN_MS:
            grids = self.look()
        return {tab for tab in tabs if grids is None or grids.get(tab)}

    def _seen(self, grids: Grids) -> Grids:
        self._grids, self._at = grids, self._clock()
        return grids
