"""Giving a member a pass: what the gym sells, or freely counted."""

from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.views.console import once
from services.kiosk_ui.views.console.doing import tell
from services.kiosk_ui.views.console.figure import figure
from services.kiosk_ui.words.people import PASS_KINDS

REFUSED = 409
NUMBERS = ("count", "amount", "valid_days")
FIELDS = {
    "count": ("count", "category", "valid_days", "reason"),
    "voucher": ("product_id", "amount", "valid_days", "reason"),
    "subscription": ("product_id", "reason"),
}


def add(bp: Blueprint, kiosk: Kiosk) -> None:
    """Adds the form to the members' section."""

    @bp.get("/<member_id>/grant")
    def grant(member_id: str) -> str:
        return _form(kiosk, member_id, request.args.get("kind", "count"))

    @bp.post("/<member_id>/grant")
    def granted(member_id: str) -> Response | tuple[str, int]:
        kind = request.form.get("kind", "")
        then = url_for("console.members.member", member_id=member_id)
        if kind in FIELDS and tell(lambda: _grant(kiosk, member_id, kind, then)):
            return redirect(then, 303)
        return _form(kiosk, member_id, kind), REFUSED


def _form(kiosk: Kiosk, member_id: str, kind: str) -> str:
    kind = kind if kind in FIELDS else "count"
    sold = [one for one in kiosk.people.sold() if one.kind == kind and one.enabled and not one.is_bonus]
    shown = {"kind": kind, "kinds": PASS_KINDS, "sold": sold, "given": request.form, "key": once.key()}
    return render_template("console/grant.html", member=kiosk.people.member(member_id), **shown)


def _grant(kiosk: Kiosk, member_id: str, kind: str, then: str) -> str:
    wish = {"kind": kind} | _wanted(kind)
    made = once.surely(partial(kiosk.people.grant, member_id, wish, once.key()), then)
    return f"{made.name}을(를) 지급했어요."


def _wanted(kind: str) -> dict[str, Any]:
    """What was filled in; of what is sold its own amount and days count. A figure that is none goes to the API as it
    is, whose answer names the field."""
    given = {name: request.form.get(name, "").strip() for name in FIELDS[kind]}
    if given.get("product_id"):
        given |= {"amount": "", "valid_days": ""}
    return {name: _number(text) if name in NUMBERS else text for name, text in given.items() if text}


def _number(text: str) -> int | str:
    number = figure(text)
    return text if number is None else number
