"""Jobs for device_gateway, on the queue `devices`: commands to dispensers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from shared.jobs.slot import Slot
from shared.queues import DEVICES


@dataclass(frozen=True)
class Dispense:
    """Hand one garment out, once. `deadline` is UTC ms: past it the order is void. `rental_id`: for the log.

    `redis_run` is the Redis server's run id when the order was made. Field firmware v2.1.0 knows no ids, so an
    order that a restarted Redis brings back must not reach it (docs/protocol.md).
    """

    device_uuid: str
    command_id: str
    command_seq: int
    deadline: int
    redis_run: str
    rental_id: str = ""


BY_HAND = "cmd"
"""What the id of a command begins with that a person sent: the ledger wants to know how it was answered."""


def answers_a_person(told: Mapping[str, object]) -> bool:
    """Whether these fields of a dispenser's message answer such a command."""
    return str(told.get("commandId", "")).startswith(f"{BY_HAND}_")


@dataclass(frozen=True)
class Command:
    """Any other command of docs/protocol.md. `fields` go out as they are: `stock`, `fence`.

    `rental_id`: for whose sake, for the logs; blank where no rental is meant.
    """

    device_uuid: str
    cmd: str
    command_id: str
    fields: dict[str, Any]
    rental_id: str = ""


class DevicesConsumer(Protocol):
    def dispense(self, order: Dispense) -> None: ...
    def command(self, order: Command) -> None: ...


consumer: Slot[DevicesConsumer] = Slot(DEVICES)


def dispense(payload: dict[str, Any]) -> None:
    consumer.get().dispense(Dispense(**payload))


def command(payload: dict[str, Any]) -> None:
    consumer.get().command(Command(**payload))
