"""Refilling a dispenser: what it should hold and what was counted. The count becomes the stock, both are logged."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.models_console import Device
from services.kiosk_ui.views.console.doing import tell
from services.kiosk_ui.views.console.one_device import look

MOST = 30
"""Garments that a dispenser takes (docs/protocol.md)."""


def add_routes(bp: Blueprint, kiosk: Kiosk) -> None:
    @bp.get("/devices/<uuid>/refill")
    def refill(uuid: str) -> str:
        return render_template("console/refill.html", counted=request.args.get("stock", ""), **_shown(kiosk, uuid))

    @bp.get("/fragments/devices/<uuid>/refill")
    def refill_fragment(uuid: str) -> str:
        return render_template("console/_refill.html", **_shown(kiosk, uuid))

    @bp.get("/devices/<uuid>/counted")
    def counted(uuid: str) -> str:
        device, count = look(kiosk, uuid).device, _count(request.args.get("stock", type=int))
        difference = None if device.stock is None else count - device.stock
        return render_template("console/counted.html", device=device, counted=count, difference=difference)

    @bp.post("/devices/<uuid>/counted")
    def set_stock(uuid: str) -> Response:
        """Only upon the stock that the operator was shown: a garment may have come out since."""
        device, count = look(kiosk, uuid).device, _count(request.form.get("stock", type=int))
        if problem := _problem(device):
            flash(problem, "refused")
            return redirect(url_for("console.devices.counted", uuid=uuid, stock=count), 303)
        tell(lambda: _set(kiosk, device, count))
        return redirect(url_for("console.devices.device", uuid=uuid), 303)


def _shown(kiosk: Kiosk, uuid: str) -> dict[str, Any]:
    items = [item for item in kiosk.console.unknown_items() if item.device_uuid == uuid]
    return {"device": look(kiosk, uuid).device, "items": items, "most": MOST}


def _count(given: int | None) -> int:
    if given is None or not 0 <= given <= MOST:
        abort(400)
    return given


def _problem(device: Device) -> str:
    """Why the count is not taken, '' where it is."""
    if request.form.get("expected", type=int) != device.stock:
        return f"그 사이 기기의 재고가 {device.stock}개로 바뀌었어요. 차이를 다시 보고 정해 주세요."
    if device.unknown and not request.form.get("anyway"):
        return "나왔는지 정하지 않은 것이 있어요. 먼저 정하거나, 알고 있다고 표시해 주세요."
    return ""


def _set(kiosk: Kiosk, device: Device, count: int) -> str:
    known = {} if device.stock is None else {"expected": device.stock}
    kiosk.console.command(device.device_uuid, {"cmd": "SET_STOCK", "stock": count} | known)
    return f"재고를 {count}개로 맞추라고 보냈어요. 기기의 답은 아래 ‘최근 명령’에 나와요."
