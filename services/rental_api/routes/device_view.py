"""A device as the console shows it: what it last said, what the ledger knows of it, what it was told."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row

from services.rental_api.context import Context
from services.rental_api.ledger import breakers, events, rentals
from services.rental_api.ledger.breakers import Breaker
from services.rental_api.rules.orders import Device, Line, Order, orders
from shared.clock import rfc3339
from shared.device_state import DeviceState


@dataclass(frozen=True)
class About:
    """What the ledger knows of the dispensers, by uuid: `open` counts their garments that are not settled."""

    now: int
    breakers: Mapping[str, Breaker]
    open: Counter[tuple[str, str]]

    @classmethod
    def read(cls, ctx: Context, conn: Connection) -> "About":
        waiting = Counter((item.device_uuid, item.state) for item in rentals.open_items(conn))
        return cls(ctx.clock(), breakers.all_of(conn, ctx.site), waiting)

    def sent_to(self, state: DeviceState, last: Sequence[Row[Any]]) -> list[Order]:
        """The commands among its last events, the newest first."""
        lines = [Line(row.at, row.type, events.said(row.details)) for row in last]
        return orders(lines, Device(state.online, state.knows_ids, state.status_heard), self.now)

    def view(self, state: DeviceState, sent: Sequence[Order]) -> dict[str, Any]:
        """The device as it is now, the garments it owes, the last command to it (None: none was `sent`)."""
        return device_view(state, self.now, self.breakers.get(state.uuid)) | {
            "reserved": self.open[state.uuid, "reserved"] + self.open[state.uuid, "dispensing"],
            "unknown": self.open[state.uuid, "unknown"],
            "last_command": order_view(sent[0]) if sent else None,
        }


def order_view(one: Order) -> dict[str, Any]:
    """A command as it was sent and answered: times RFC 3339 UTC, `milliseconds` between them."""
    answer = one.answer
    return {
        **one.sent.details,
        "sent_at": rfc3339(one.sent.at),
        "state": one.state,
        "answered_at": rfc3339(answer.at) if answer else None,
        "milliseconds": max(answer.at - one.sent.at, 0) if answer else None,
        "answer": {"event": answer.type, **answer.details} if answer else None,
    }


def device_view(state: DeviceState, now: int, breaker: Breaker | None) -> dict[str, Any]:
    """As the console shows it. Times RFC 3339 UTC, `wifi_rssi` dBm; `tripped_at` null while it is offered."""
    silent = None if state.last_heartbeat is None else max(now - state.last_heartbeat, 0) // 1000
    return {
        "device_uuid": state.uuid,
        "name": state.name,
        "category": state.category,
        "size": state.size,
        "online": state.online,
        "stock": state.stock,
        "door_state": state.door_state,
        "locked": state.locked,
        "wifi_rssi": state.wifi_rssi,
        "firmware_version": state.firmware_version,
        "ip_address": state.ip_address,
        "mac_address": state.mac_address,
        "last_heard": rfc3339(state.last_heard),
        "seconds_since_heartbeat": silent,
        "failures": breaker.failures if breaker else 0,
        "tripped_at": rfc3339(breaker.tripped_at) if breaker else None,
    }
