"""Garments nobody could tell the fate of: a person looks and decides."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.views.console.doing import tell

OUTCOMES = {
    "dispensed": "나온 것으로 정했어요. 보류했던 이용권이 차감됐어요.",
    "failed": "나오지 않은 것으로 정했어요. 보류했던 이용권을 돌려주었어요.",
}


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("items", __name__, url_prefix="/items")

    @bp.get("/<item_id>")
    def item(item_id: str) -> str:
        found = next((one for one in kiosk.console.unknown_items() if one.item_id == item_id), None)
        if found is None:
            abort(404)
        return render_template("console/item.html", item=found)

    @bp.post("/<item_id>")
    def resolve(item_id: str) -> Response:
        outcome = request.form.get("outcome", "")
        if outcome not in OUTCOMES:
            abort(400)
        tell(lambda: _resolve(kiosk, item_id, outcome))
        return redirect(url_for("console.now.page"), 303)

    return bp


def _resolve(kiosk: Kiosk, item_id: str, outcome: str) -> str:
    kiosk.console.resolve(item_id, outcome)
    return OUTCOMES[outcome]
