"""Nothing came out, members said: what the dispenser's words do not prove is decided here."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.views.console.doing import tell

OUTCOMES = {
    "give_back": "돌려주었어요. 회원의 내역에 남아요.",
    "refuse": "돌려주지 않기로 정했어요.",
}


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("claims", __name__, url_prefix="/claims")

    @bp.get("")
    def page() -> str:
        decided = [one for one in kiosk.people.claims() if one.verdict != "checking"]
        return render_template("console/claims.html", waiting=kiosk.people.claims(waiting=True), decided=decided)

    @bp.get("/<claim_id>")
    def claim(claim_id: str) -> str:
        found = next((one for one in kiosk.people.claims(waiting=True) if one.claim_id == claim_id), None)
        if found is None:
            abort(404)
        stock = next((d.stock for d in kiosk.console.devices() if d.device_uuid == found.device_uuid), None)
        return render_template("console/claim.html", claim=found, stock=stock)

    @bp.post("/<claim_id>")
    def decide(claim_id: str) -> Response:
        outcome = request.form.get("outcome", "")
        if outcome not in OUTCOMES:
            abort(400)
        tell(lambda: _decide(kiosk, claim_id, outcome))
        return redirect(url_for("console.claims.page"), 303)

    return bp


def _decide(kiosk: Kiosk, claim_id: str, outcome: str) -> str:
    kiosk.people.decide(claim_id, outcome)
    return OUTCOMES[outcome]
