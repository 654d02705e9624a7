"""Commands to a dispenser: what it will do, said and asked before it is sent."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui.context import Kiosk

COMMANDS = {
    "STATUS": ("상태 묻기", "기기에 지금 상태를 다시 묻습니다. 아무것도 움직이지 않습니다."),
    "LOCK": ("문 잠그기", "보관함 문을 잠급니다."),
    "UNLOCK": ("문 열기", "보관함 문이 열립니다. 앞에 사람이 있을 때만 보내세요."),
    "CLEAR_ERROR": ("고장 풀기", "고장을 살펴본 뒤에 보내세요. 점검 중이던 기기에서 다시 빌릴 수 있게 됩니다."),
    "SET_STOCK": ("재고 맞추기", "기기가 기억하는 재고를 실제로 센 개수로 바꿉니다."),
}
MOST_STOCK = 30


def routes(kiosk: Kiosk, tell: Callable[[Callable[[], str]], None]) -> Blueprint:
    bp = Blueprint("devices", __name__, url_prefix="/devices")

    @bp.get("/<uuid>/<cmd>")
    def confirm(uuid: str, cmd: str) -> str:
        device = next((one for one in kiosk.console.devices() if one.device_uuid == uuid), None)
        if device is None or cmd not in COMMANDS:
            abort(404)
        title, consequence = COMMANDS[cmd]
        shown = {"device": device, "cmd": cmd, "title": title, "consequence": consequence, "most_stock": MOST_STOCK}
        return render_template("console/command.html", **shown)

    @bp.post("/<uuid>/<cmd>")
    def send(uuid: str, cmd: str) -> Response:
        if cmd not in COMMANDS:
            abort(404)
        command = {"cmd": cmd} | _stock(cmd)
        tell(lambda: f"{COMMANDS[cmd][0]}: 명령을 보냈어요 ({kiosk.console.command(uuid, command)})")
        return redirect(url_for("console.page"), 303)

    return bp


def _stock(cmd: str) -> dict[str, int]:
    if cmd != "SET_STOCK":
        return {}
    counted = request.form.get("stock", type=int)
    if counted is None or not 0 <= counted <= MOST_STOCK:
        abort(400)
    return {"stock": counted}
