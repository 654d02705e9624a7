"""Jobs for rental_api's worker, on the queue `ledger`: what devices reported, what the workbook has taken."""

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
    """Rows the workbook now has: `[{"tab", "key", "version"}]`, versions as they were sent."""

    rows: list[dict[str, Any]]


class LedgerConsumer(Protocol):
    def device_event(self, event: DeviceEvent) -> None: ...
    def rows_written(self, written: RowsWritten) -> None: ...


consumer: Slot[LedgerConsumer] = Slot(LEDGER)


def device_event(payload: dict[str, Any]) -> None:
    consumer.get().device_event(DeviceEvent(**payload))


def rows_written(payload: dict[str, Any]) -> None:
    consumer.get().rows_written(RowsWritten(**payload))
