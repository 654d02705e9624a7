"""A tab's file written anew, record by record: what is not meant to change comes through as it is."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from services.sheets_sync.local import disk
from services.sheets_sync.local.changes import Changes
from services.sheets_sync.local.disk import Record, UnreadableError
from services.sheets_sync.local.layout import Layout
from services.sheets_sync.tabs import Tab


def rewritten(path: Path, header: Record, made: Changes) -> Iterator[Record]:
    """The whole file; new rows last. Raises UnreadableError."""
    yield header
    with disk.records(path) as records:
        next(records, None)
        for at, record in enumerate(records):
            yield made.changed.get(at, record)
    yield from made.added.values()


def with_columns(path: Path, tab: Tab, every_column: bool) -> Record | None:
    """The header with the system's columns that it lacks, or all; None where it lacks none.

    Raises UnreadableError where rows are there and the key's column is not: they would be taken for new ones.
    """
    with disk.records(path) as records:
        found = next(records, [])
        width = max(map(_width, records), default=0)
    layout = Layout(tab, found if any(name.strip() for name in found) else [])
    if width and not layout.is_named:
        raise UnreadableError(f"{path.name}: its column {tab.key} is gone")
    every_column = every_column or not layout.header
    names = [column.name for column in tab.columns if every_column or column.hand == "system"]
    header = layout.with_columns(names, width)
    return None if header == found else header


def _width(record: Sequence[str]) -> int:
    """Cells up to the last that is not blank."""
    return max((at for at, cell in enumerate(record, start=1) if cell.strip()), default=0)
