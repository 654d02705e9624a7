"""Devices as they are now, and commands to them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify
from sqlalchemy import Connection, Row

from services.rental_api.context import Context
from services.rental_api.ledger import breakers, events, rentals
from services.rental_api.ledger.breakers import Breaker
from services.rental_api.ledger.ids import new_id
from services.rental_api.problems import Problem
from services.rental_api.rentals.breaker import come_back
from services.rental_api.rentals.step import step
from services.rental_api.routes.events import event_view
from services.rental_api.rules.orders import SENT, Device, Line, Order, orders
from services.rental_api.schemas import DeviceCommand
from shared import firmware_offer
from shared.clock import rfc3339
from shared.device_state import DeviceState, read, read_all
from shared.jobs.devices import BY_HAND, Command

LAST_EVENTS = 10
LAST_COMMANDS = 5
LOOK_BACK = 50
"""Events among which a device's commands are sought."""


def add_device_routes(bp: APIBlueprint, ctx: Context) -> None:
    @bp.get("/devices")
    def devices() -> dict[str, Any]:
        """Every device ever heard, as it is now."""
        states = read_all(ctx.redis, ctx.keys).values()
        with ctx.reads.begin() as conn:
            about = About.read(ctx, conn)
            return {"devices": [about.view(state, _last(conn, state)) for state in states]}

    @bp.get("/devices/<uuid>")
    def device(uuid: str) -> dict[str, Any]:
        """One device with its last events and the last commands that a person sent, the newest first.

        `firmware_offered`: the version that an `UPDATE` would give it, null where there is none.
        """
        state = _known(ctx, uuid)
        with ctx.reads.begin() as conn:
            last = _last(conn, state)
            told = About.read(ctx, conn).view(state, last)
        sent = [order_view(one) for one in _orders(state, last, ctx.clock())[:LAST_COMMANDS]]
        offer = firmware_offer.read(ctx.settings.home) if state.knows_ids else None
        told["firmware_offered"] = offer.version if offer else None
        return told | {"commands": sent, "last_events": [event_view(row) for row in last[:LAST_EVENTS]]}

    @bp.post("/devices/<uuid>/commands")
    @bp.input(DeviceCommand, location="json", arg_name="asked")
    def command(uuid: str, asked: DeviceCommand) -> Response:
        """Sends a command: 202 with its id. `DISPENSE` is not among them; only a rental hands a garment out.

        `CLEAR_ERROR` also has a dispenser offered again that failed too often. `UPDATE` gives it the firmware that is
        offered; `/no-update` where none is, or where the dispenser cannot take one.
        """
        state = _known(ctx, uuid)
        command_id = new_id(BY_HAND)
        update = _update(ctx, state) if asked.cmd == "UPDATE" else None
        fields: dict[str, Any] = dict(update) if update else ({} if asked.stock is None else {"stock": asked.stock})
        with step(ctx) as one:
            one.send(Command(uuid, asked.cmd, command_id, fields))
            said = {"command_id": command_id, "by": "operator", **asked.model_dump(exclude_none=True)}
            if update:
                said |= {"version": update["version"], "before": state.firmware_version}
            events.record(one.conn, ctx.site, one.now, SENT, details=said, device_uuid=uuid)
            one.dispensers.add(uuid)
            if asked.cmd == "CLEAR_ERROR":
                breakers.forget_failures(one.conn, uuid)
                come_back(one, uuid, "operator")
        answer = jsonify({"command_id": command_id})
        answer.status_code = 202
        return answer


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

    def view(self, state: DeviceState, last: Sequence[Row[Any]]) -> dict[str, Any]:
        """The device as it is now, the garments it owes, the last command to it (None: none in its last events)."""
        sent = _orders(state, last, self.now)
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


def _update(ctx: Context, state: DeviceState) -> dict[str, str]:
    """The fields of its UPDATE. Raises Problem."""
    offer = firmware_offer.read(ctx.settings.home) if state.knows_ids else None
    url = firmware_offer.url(offer, state.ip_address, ctx.settings.updates_port) if offer else None
    if offer is None or url is None:
        raise Problem("no-update", state.uuid)
    return {"version": offer.version, "url": url, "sha256": offer.sha256}


def _known(ctx: Context, uuid: str) -> DeviceState:
    state = read(ctx.redis, ctx.keys, uuid)
    if state is None:
        raise Problem("device-not-found", uuid)
    return state


def _last(conn: Connection, state: DeviceState) -> list[Row[Any]]:
    return events.last_of_device(conn, state.uuid, LOOK_BACK)


def _orders(state: DeviceState, last: Sequence[Row[Any]], now: int) -> list[Order]:
    lines = [Line(row.at, row.type, events.said(row.details)) for row in last]
    return orders(lines, Device(state.online, state.knows_ids, state.status_heard), now)
