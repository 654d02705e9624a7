"""Devices as they are now, and commands to them."""

from typing import Any

from apiflask import APIBlueprint
from flask import Response, jsonify
from sqlalchemy import Connection, Row

from services.rental_api.context import Context
from services.rental_api.ledger import breakers, events
from services.rental_api.ledger.ids import new_id
from services.rental_api.problems import Problem
from services.rental_api.rentals.breaker import come_back
from services.rental_api.rentals.step import step
from services.rental_api.routes.device_view import About, order_view
from services.rental_api.routes.events import event_view
from services.rental_api.rules.orders import SENT
from services.rental_api.schemas import DeviceCommand
from shared import firmware_offer
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
            return {"devices": [about.view(state, about.sent_to(state, _last(conn, state))) for state in states]}

    @bp.get("/devices/<uuid>")
    def device(uuid: str) -> dict[str, Any]:
        """One device with its last events and the last commands that a person sent, the newest first.

        `firmware_offered`: the version that an `UPDATE` would give it, null where there is none.
        """
        state = _known(ctx, uuid)
        with ctx.reads.begin() as conn:
            last, about = _last(conn, state), About.read(ctx, conn)
        sent = about.sent_to(state, last)
        told = about.view(state, sent)
        offer = firmware_offer.read(ctx.settings.home) if state.knows_ids else None
        told["firmware_offered"] = offer.version if offer else None
        commands = [order_view(one) for one in sent[:LAST_COMMANDS]]
        return told | {"commands": commands, "last_events": [event_view(row) for row in last[:LAST_EVENTS]]}

    @bp.post("/devices/<uuid>/commands")
    @bp.input(DeviceCommand, location="json", arg_name="asked")
    def command(uuid: str, asked: DeviceCommand) -> Response:
        """Sends a command: 202 with its id. `DISPENSE` is not among them; only a rental hands a garment out.

        `CLEAR_ERROR` also has a dispenser offered again that failed too often. `UPDATE` gives it the firmware that is
        offered; `/no-update` where none is, or where the dispenser cannot take one.
        """
        answer = jsonify({"command_id": _send(ctx, _known(ctx, uuid), asked)})
        answer.status_code = 202
        return answer


def _send(ctx: Context, state: DeviceState, asked: DeviceCommand) -> str:
    """The command's id, once the ledger has it. Raises Problem."""
    command_id = new_id(BY_HAND)
    update = _update(ctx, state) if asked.cmd == "UPDATE" else {}
    fields = asked.model_dump(include={"stock"}, exclude_none=True) | update
    said = {"command_id": command_id, "by": "operator", **asked.model_dump(exclude_none=True)}
    if update:
        said |= {"version": update["version"], "before": state.firmware_version}
    with step(ctx) as one:
        one.send(Command(state.uuid, asked.cmd, command_id, fields))
        events.record(one.conn, ctx.site, one.now, SENT, details=said, device_uuid=state.uuid)
        one.dispensers.add(state.uuid)
        if asked.cmd == "CLEAR_ERROR":
            breakers.forget_failures(one.conn, state.uuid)
            come_back(one, state.uuid, "operator")
    return command_id


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
