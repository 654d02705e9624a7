"""A CSV file that its owner may save at any time, changed only as it was last seen."""

import time
from collections.abc import Iterable
from pathlib import Path

from services.sheets_sync.local import disk, tail
from services.sheets_sync.local.disk import Record, Stamp
from services.sheets_sync.workbook import WorkbookError


class TabFile:
    """What somebody else wrote less than `settle` seconds ago may be half of what he is saving: it is let alone.

    Programs that save in place begin with an empty file; a balance cut in half would be taken for his word.
    """

    def __init__(self, path: Path, settle: float) -> None:
        self.path = path
        self._settle = settle
        self._ours: Stamp | None = None

    def stamp(self) -> Stamp | None:
        return disk.stamp(self.path)

    def settled(self) -> Stamp | None:
        """The stamp. Raises WorkbookError while the file is being saved."""
        seen = self.stamp()
        if seen is not None and not self.is_settled(seen):
            raise self.being_saved()
        return seen

    def is_settled(self, seen: Stamp) -> bool:
        """A time that lies ahead is another clock's, and says nothing."""
        return seen == self._ours or abs(time.time_ns() - seen[1]) >= self._settle * 1e9

    def being_saved(self) -> WorkbookError:
        return WorkbookError(f"{self.path.name} is being saved", wait=self._settle)

    def replace(self, rows: Iterable[Record], seen: Stamp | None) -> bool:
        """False where the file is no longer as it was seen."""
        new, made = disk.draft(self.path, rows)
        if self.stamp() != seen:
            new.unlink()
            return False
        disk.put(new, self.path)
        self._ours = made
        return True

    def append(self, rows: Iterable[Record]) -> Stamp | None:
        """The file's new stamp. None where somebody put another file in its place meanwhile: nobody knows which has
        the rows."""
        made = disk.append(self.path, rows)
        if self.stamp() != made:
            return None
        self._ours = made
        return made

    def mend(self, seen: Stamp) -> Stamp:
        """Its stamp after its end was mended, if need be."""
        made = tail.mend(self.path)
        if made is not None:
            self._ours = made
        return made or seen
