"""Jobs for sheets_sync, on the queue `sheets`: rows of the ledger that have changed, answers to the owner's edits."""

from dataclasses import dataclass
from typing import Any, Protocol

from shared.jobs.slot import Slot
from shared.queues import SHEETS

RENTALS = "rental_history"


def rental_of(tab: str, key: str) -> str:
    """The rental that a row is about, for the log; blank where it is about none."""
    return key.partition("/")[0] if tab == RENTALS else ""


@dataclass(frozen=True)
class WriteRows:
    """Rows as they are now: `[{"tab", "key", "version", "values", "owner"}]`.

    The same row may come again, newer or not; `version` grows with every change of a row. `values: {column: cell}`
    are the system's cells, those of a new row and the balance among them. `owner: {column: {"cell", "held"}}` are the
    owner's: `cell` is what the ledger has, `held` the text (shared.cells.as_text) that his cell held when the ledger
    last took it over or wrote it, None where it never did.
    """

    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class Answers:
    """What became of the owner's rows: `[{"tab", "key", "digest", "notes": {column: text}}]`.

    `digest` as it came with the row. A column without a note was taken, or was nothing new.
    """

    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class RestoreTab:
    """The tab is to be as the ledger has it, whatever was wrong with it; its rows follow by `write_rows`."""

    tab: str


@dataclass(frozen=True)
class Audit:
    """Tell the ledger every row of the workbook, by `ledger.audit_part`. `run` names the audit."""

    run: str


class SheetsConsumer(Protocol):
    def write_rows(self, order: WriteRows) -> None: ...
    def answers(self, told: Answers) -> None: ...
    def restore_tab(self, order: RestoreTab) -> None: ...
    def audit(self, order: Audit) -> None: ...


consumer: Slot[SheetsConsumer] = Slot(SHEETS)


def write_rows(payload: dict[str, Any]) -> None:
    consumer.get().write_rows(WriteRows(**payload))


def answers(payload: dict[str, Any]) -> None:
    consumer.get().answers(Answers(**payload))


def restore_tab(payload: dict[str, Any]) -> None:
    consumer.get().restore_tab(RestoreTab(**payload))


def audit(payload: dict[str, Any]) -> None:
    consumer.get().audit(Audit(**payload))
