"""Dispensers as they are now, a page for each, and commands: what one will do is said before it is sent."""

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.views.console import refill
from services.kiosk_ui.views.console.doing import tell
from services.kiosk_ui.views.console.one_device import look
from services.kiosk_ui.words.devices import COMMANDS


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("devices", __name__)
    refill.add_routes(bp, kiosk)

    @bp.get("/devices")
    def page() -> str:
        return render_template("console/devices.html", devices=kiosk.console.devices())

    @bp.get("/fragments/devices")
    def fragment() -> str:
        return render_template("console/_devices.html", devices=kiosk.console.devices())

    @bp.get("/devices/<uuid>")
    def device(uuid: str) -> str:
        return render_template("console/device.html", page=look(kiosk, uuid), commands=COMMANDS)

    @bp.get("/fragments/devices/<uuid>")
    def device_fragment(uuid: str) -> str:
        return render_template("console/_device.html", page=look(kiosk, uuid))

    @bp.get("/devices/<uuid>/<cmd>")
    def confirm(uuid: str, cmd: str) -> str:
        if cmd not in COMMANDS:
            abort(404)
        title, consequence = COMMANDS[cmd]
        device = look(kiosk, uuid).device
        if cmd == "UPDATE" and not device.firmware_offered:
            abort(404)
        shown = {"device": device, "title": title, "consequence": consequence, "cmd": cmd}
        return render_template("console/command.html", **shown)

    @bp.post("/devices/<uuid>/<cmd>")
    def send(uuid: str, cmd: str) -> Response:
        if cmd not in COMMANDS:
            abort(404)
        tell(lambda: _sent(kiosk, uuid, cmd))
        return redirect(url_for("console.devices.device", uuid=uuid), 303)

    return bp


def _sent(kiosk: Kiosk, uuid: str, cmd: str) -> str:
    kiosk.console.command(uuid, {"cmd": cmd})
    return f"‘{COMMANDS[cmd][0]}’ 명령을 보냈어요. 답은 아래 ‘최근 명령’에 나와요."
