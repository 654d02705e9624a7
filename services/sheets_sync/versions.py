"""Keeps a row from going back to what it was: old jobs can come late, requeued by hand or by a restarted Redis."""

from collections import OrderedDict

import structlog

KEPT = 10_000
log = structlog.get_logger()
RowName = tuple[str, str]
"""Tab and key."""


class Versions:
    """The version that this process last wrote of each of the rows it wrote last.

    An older version is turned away once: what is still current, the ledger sends again after a minute, and then it
    is taken. So a clock that was set back delays a row and can never keep it out.
    """

    def __init__(self) -> None:
        self._written: OrderedDict[RowName, int] = OrderedDict()
        self._turned_away: dict[RowName, int] = {}

    def turns_away(self, row: RowName, version: int) -> bool:
        if version >= self._written.get(row, version) or self._turned_away.get(row) == version:
            return False
        self._turned_away[row] = version
        log.warning("an old version of a row turned away", tab=row[0], key=row[1], version=version)
        return True

    def wrote(self, row: RowName, version: int) -> None:
        self._turned_away.pop(row, None)
        self._written[row] = version
        self._written.move_to_end(row)
        if len(self._written) > KEPT:
            self._turned_away.pop(self._written.popitem(last=False)[0], None)
