"""Jobs for sheets_sync, on the queue `sheets`: rows of the ledger that have changed."""

from dataclasses import dataclass
from typing import Any, Protocol

from shared.jobs.slot import Slot
from shared.queues import SHEETS


@dataclass(frozen=True)
class WriteRows:
    """Rows as they are now: `[{"tab", "key", "version", "values": {column: text or number}}]`.

    The same row may come again, newer or not; `version` grows with every change of a row.
    """

    rows: list[dict[str, Any]]


class SheetsConsumer(Protocol):
    def write_rows(self, order: WriteRows) -> None: ...


consumer: Slot[SheetsConsumer] = Slot(SHEETS)


def write_rows(payload: dict[str, Any]) -> None:
    consumer.get().write_rows(WriteRows(**payload))
