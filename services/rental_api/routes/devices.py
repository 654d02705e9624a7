"""Devices as they are now, and commands to them."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify

from services.rental_api.context import Context
from services.rental_api.ledger import breakers, events
from services.rental_api.ledger.breakers import Breaker
from services.rental_api.ledger.ids import new_id
from services.rental_api.problems import Problem
from services.rental_api.rentals.breaker import come_back
from services.rental_api.rentals.step import step
from services.rental_api.routes.events import event_view
from services.rental_api.schemas import DeviceCommand
from shared.clock import rfc3339
from shared.device_state import DeviceState, read, read_all
from shared.jobs.devices import Command

LAST_EVENTS = 10


def add_device_routes(bp: APIBlueprint, ctx: Context) -> None:
    @bp.get("/devices")
    def devices() -> dict[str, Any]:
        """Every device ever heard, as it is now."""
        states = read_all(ctx.redis, ctx.keys).values()
        with ctx.reads.begin() as conn:
            known = breakers.all_of(conn, ctx.site)
        return {"devices": [device_view(state, ctx.clock(), known.get(state.uuid)) for state in states]}

    @bp.get("/devices/<uuid>")
    def device(uuid: str) -> dict[str, Any]:
        """One device with its last events."""
        state = _known(ctx, uuid)
        with ctx.reads.begin() as conn:
            last = events.last_of_device(conn, uuid, LAST_EVENTS)
            breaker = breakers.all_of(conn, ctx.site).get(uuid)
        return device_view(state, ctx.clock(), breaker) | {"last_events": [event_view(row) for row in last]}

    @bp.post("/devices/<uuid>/commands")
    @bp.input(DeviceCommand, location="json", arg_name="asked")
    def command(uuid: str, asked: DeviceCommand) -> Response:
        """Sends a command: 202 with its id. `DISPENSE` is not among them; only a rental hands a garment out.

        `CLEAR_ERROR` also has a dispenser offered again that failed too often.
        """
        _known(ctx, uuid)
        command_id = new_id("cmd")
        fields = {} if asked.stock is None else {"stock": asked.stock}
        with step(ctx) as one:
            one.send(Command(uuid, asked.cmd, command_id, fields))
            said = {"cmd": asked.cmd, "command_id": command_id, **fields}
            events.record(one.conn, ctx.site, one.now, "command", details=said, device_uuid=uuid)
            if asked.cmd == "CLEAR_ERROR":
                breakers.forget_failures(one.conn, uuid)
                come_back(one, uuid, "operator")
        answer = jsonify({"command_id": command_id})
        answer.status_code = 202
        return answer


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


def _known(ctx: Context, uuid: str) -> DeviceState:
    state = read(ctx.redis, ctx.keys, uuid)
    if state is None:
        raise Problem("device-not-found", uuid)
    return state
