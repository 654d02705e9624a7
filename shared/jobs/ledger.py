"""Jobs for rental_api's worker, on the queue `ledger`: what devices reported, what the workbook has and wants."""

from dataclasses import dataclass
from typing import Any, Protocol

from shared.jobs.slot import Slot
from shared.queues import LEDGER


@dataclass(frozen=True)
class DeviceEvent:
    """One business event of a device, validated. `received_at` is UTC milliseconds by the gateway's clock.

    `data` holds the fields of docs/protocol.md under their wire names, without `event` and `deviceUUID`.
    `digest` names the message: the same one delivered twice has the same digest.
    """

    device_uuid: str
    event: str
    received_at: int
    digest: str
    data: dict[str, Any]


@dataclass(frozen=True)
class RowsWritten:
    """Rows the workbook now has: `[{"tab", "key", "version", "wrote": {column: cell}}]`, versions as they were sent.

    `wrote` are those of the owner's cells that the system wrote with it.
    """

    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class WorkbookOpened:
    """sheets_sync has started and knows of nothing: all that is not confirmed is to be sent again."""


@dataclass(frozen=True)
class OwnerRows:
    """Rows as the owner has them now, for the ledger to take over what is new: each answered by `sheets.answers`.

    `[{"tab", "key", "digest", "cells": {column: value}, "balance": {"mark", "cell", "believed"} |
    None, "replaced_by": version | None, "wrote": {column: cell}}]`.

    `cells`: every column that could be read, of whatever hand: text, whole numbers, true or false, a dict for limits,
    a day as `2026-11-28` or `2026-11-28 09:00:00` (the gym's time), `""` where blank. A PIN is never in it: under
    `payment_password` stands `""`, `set`, or the argon2 hash of a new one. `balance`: the cell, and the mark beside
    it (the version of the row that the system last wrote there; None where it is unreadable). `replaced_by` names the
    version whose writing replaced this row's cells: then `cells` holds only what the owner had changed under our
    hand, and `wrote` those of his cells that we have written, as they stand there now; the balance is among them
    where it was meant for another row. `believed` is what we had read in the balance before we wrote. A write that
    missed its row is told of that one, too: `wrote` are then those of his cells that it did not replace.
    """

    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class Resend:
    """Rows that may not be in the workbook as they should: `[{"tab", "key"}]`. They are sent again as they are."""

    rows: list[dict[str, Any]]


@dataclass(frozen=True)
class WorkbookTrouble:
    """A tab is not being read or written, and why, in words for the owner; blank when it is over."""

    tab: str
    trouble: str


@dataclass(frozen=True)
class RestoreTab:
    """Somebody wants a tab as the ledger has it (shared.jobs.sheets.RestoreTab).

    `after`: blank, or the key up to which the ledger has seen to it already. `first_met`: it is in order, but nobody
    knows whether it was ever filled.
    """

    tab: str
    after: str = ""
    first_met: bool = False


@dataclass(frozen=True)
class AuditPart:
    """A part of a tab for the audit `run`: the rows whose keys k are `after` < k <= `upto` (plain string order).

    `rows`: `[{"key", "cells": {column: text}}]`, every cell as text (shared.cells.as_text), sorted by key. `after` is
    blank for a tab's first part, `upto` None for its last. `left_out` tells why a tab is not compared; then it has
    no rows. `end`: this was the last part of the last tab.
    """

    run: str
    tab: str
    after: str
    upto: str | None
    rows: list[dict[str, Any]]
    left_out: str
    end: bool


class LedgerConsumer(Protocol):
    def device_event(self, event: DeviceEvent) -> None: ...
    def rows_written(self, written: RowsWritten) -> None: ...
    def workbook_opened(self, opened: WorkbookOpened) -> None: ...
    def owner_rows(self, told: OwnerRows) -> None: ...
    def resend(self, wanted: Resend) -> None: ...
    def workbook_trouble(self, told: WorkbookTrouble) -> None: ...
    def restore_tab(self, order: RestoreTab) -> None: ...
    def audit_part(self, part: AuditPart) -> None: ...


consumer: Slot[LedgerConsumer] = Slot(LEDGER)


def device_event(payload: dict[str, Any]) -> None:
    consumer.get().device_event(DeviceEvent(**payload))


def rows_written(payload: dict[str, Any]) -> None:
    consumer.get().rows_written(RowsWritten(**payload))


def workbook_opened(payload: dict[str, Any]) -> None:
    consumer.get().workbook_opened(WorkbookOpened(**payload))


def owner_rows(payload: dict[str, Any]) -> None:
    consumer.get().owner_rows(OwnerRows(**payload))


def resend(payload: dict[str, Any]) -> None:
    consumer.get().resend(Resend(**payload))


def workbook_trouble(payload: dict[str, Any]) -> None:
    consumer.get().workbook_trouble(WorkbookTrouble(**payload))


def restore_tab(payload: dict[str, Any]) -> None:
    consumer.get().restore_tab(RestoreTab(**payload))


def audit_part(payload: dict[str, Any]) -> None:
    consumer.get().audit_part(AuditPart(**payload))
