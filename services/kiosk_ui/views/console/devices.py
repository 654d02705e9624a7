"""Dispensers as they are now, a page for each, and commands: what one will do is said before it is sent."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.models_console import Device
from services.kiosk_ui.views.console.doing import tell

COMMANDS = {
    "STATUS": ("상태 묻기", "기기에 지금 상태를 다시 묻습니다. 아무것도 움직이지 않습니다."),
    "LOCK": ("잠그기", "이 기기에서는 빌릴 수 없게 됩니다. 풀 때까지 그대로입니다."),
    "UNLOCK": ("잠금 풀기", "이 기기에서 다시 빌릴 수 있게 됩니다. 앞에 사람이 있을 때만 보내세요."),
    "HOME": ("처음 자리로", "모터가 움직여 처음 자리로 갑니다. 손을 넣은 사람이 없는지 먼저 보세요."),
    "CLEAR_ERROR": ("고장 풀기", "고장을 살펴본 뒤에 보내세요. 점검 중이던 기기에서 다시 빌릴 수 있게 됩니다."),
    "REBOOT": ("다시 켜기", "기기가 꺼졌다 켜집니다. 나오던 것이 있으면 나왔는지 알 수 없게 됩니다."),
    "STOP": ("멈추기", "움직이던 모터를 바로 세웁니다. 나오던 것은 나오지 않은 것으로 남습니다."),
    "SET_STOCK": ("재고 맞추기", "기기가 기억하는 재고를 실제로 센 개수로 바꿉니다."),
}
MOST_STOCK = 30


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("devices", __name__)

    @bp.get("/devices")
    def page() -> str:
        return render_template("console/devices.html", devices=kiosk.console.devices())

    @bp.get("/fragments/devices")
    def fragment() -> str:
        return render_template("console/_devices.html", devices=kiosk.console.devices())

    @bp.get("/devices/<uuid>")
    def device(uuid: str) -> str:
        return render_template("console/device.html", **_shown(kiosk, uuid))

    @bp.get("/fragments/devices/<uuid>")
    def device_fragment(uuid: str) -> str:
        return render_template("console/_device.html", **_shown(kiosk, uuid))

    @bp.get("/devices/<uuid>/<cmd>")
    def confirm(uuid: str, cmd: str) -> str:
        if cmd not in COMMANDS:
            abort(404)
        title, consequence = COMMANDS[cmd]
        shown = {"device": _device(kiosk, uuid), "cmd": cmd, "title": title, "consequence": consequence}
        return render_template("console/command.html", most_stock=MOST_STOCK, **shown)

    @bp.post("/devices/<uuid>/<cmd>")
    def send(uuid: str, cmd: str) -> Response:
        if cmd not in COMMANDS:
            abort(404)
        command = {"cmd": cmd} | _stock(cmd)
        tell(lambda: f"{COMMANDS[cmd][0]}: 명령을 보냈어요 ({kiosk.console.command(uuid, command)})")
        return redirect(url_for("console.devices.device", uuid=uuid), 303)

    return bp


def _shown(kiosk: Kiosk, uuid: str) -> dict[str, Any]:
    return {"device": _device(kiosk, uuid), "commands": COMMANDS}


def _device(kiosk: Kiosk, uuid: str) -> Device:
    found = next((one for one in kiosk.console.devices() if one.device_uuid == uuid), None)
    if found is None:
        abort(404)
    return found


def _stock(cmd: str) -> dict[str, int]:
    if cmd != "SET_STOCK":
        return {}
    counted = request.form.get("stock", type=int)
    if counted is None or not 0 <= counted <= MOST_STOCK:
        abort(400)
    return {"stock": counted}
