"""Who pays what, where there is more than one way: the ways to choose from, and the won split over vouchers."""

import re

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui import gate, paying, speech, visit
from services.kiosk_ui.bill import Bill, draw_up, kept_split
from services.kiosk_ui.context import Kiosk

WON = re.compile(r"[0-9]{1,8}")
OF_VOUCHER = "won-"


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("pay", __name__)
    bp.before_request(gate.only_for_members)
    bp.before_request(lambda: gate.where_the_ledger_is(kiosk.api))

    @bp.get("/pay")
    def page() -> str | Response:
        bill = draw_up(kiosk.api)
        elsewhere = _elsewhere(bill)
        if elsewhere:
            return redirect(url_for(elsewhere), 303)
        forget_what_is_past(bill)
        return render_template("pay.html", note=visit.take_note(), **_shown(bill))

    @bp.get("/fragments/pay")
    def fragment() -> str:
        """Empty while the page still stands upon what is true."""
        bill = draw_up(kiosk.api)
        changed = bill.basis != request.args.get("basis")
        return render_template("_pay.html", bill=bill, changed=changed)

    @bp.post("/pay")
    def choose() -> Response:
        """Keeps the split if it adds up upon the very cart and passes that the page showed."""
        bill = draw_up(kiosk.api)
        elsewhere = _elsewhere(bill)
        if elsewhere:
            return redirect(url_for(elsewhere), 303)
        way = _way(request.form.get("way"))
        charges = paying.charges_of(bill.split(way), _won(request.form))
        if request.form.get("basis") != bill.basis or charges is None:
            visit.leave_note(speech.text("pay.changed" if charges else "pay.wrong_sum"))
            return redirect(url_for("pay.page", way=way), 303)
        visit.keep_split(visit.Chosen(way, bill.basis, charges))
        return redirect(url_for("pin.page"), 303)

    return bp


def forget_what_is_past(bill: Bill) -> None:
    """A split of another cart or of other balances is not carried on; the member is told once."""
    if not kept_split(bill) and visit.drop_split():
        visit.leave_note(speech.text("pay.changed"))


def _elsewhere(bill: Bill) -> str | None:
    """The step that a visit belongs to where there is nothing to choose here."""
    if not visit.cart():
        return "products.page"
    if not bill.quote:
        return "cart.page"
    return None if bill.is_choice else "pin.page"


def _shown(bill: Bill) -> dict[str, object]:
    chosen = kept_split(bill)
    way = _way(request.args.get("way"), chosen.way if chosen else 0)
    amounts = dict(chosen.charges) if chosen and chosen.way == way else None
    return {"bill": bill, "way": way, "split": bill.split(way, amounts), "passes": bill.passes}


def _way(told: str | None, otherwise: int = 0) -> int:
    return int(told) if told is not None and re.fullmatch(r"[0-9]", told) else otherwise


def _won(form: dict[str, str]) -> dict[str, int]:
    """By voucher, as the page's fields say; nonsense is -1, which adds up to nothing."""
    told = {name.removeprefix(OF_VOUCHER): value for name, value in form.items() if name.startswith(OF_VOUCHER)}
    return {pass_id: int(value) if WON.fullmatch(value) else -1 for pass_id, value in told.items()}
