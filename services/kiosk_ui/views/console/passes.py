"""Correcting what is left on a pass: by so much more or less, never to a figure, since the owner's sheet and rentals
move it as well. Shown before and after, with the reason, and done once."""

from dataclasses import dataclass
from functools import partial

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.models import Pass
from services.kiosk_ui.views.console import once
from services.kiosk_ui.views.console.doing import tell
from services.kiosk_ui.views.console.figure import figure
from services.kiosk_ui.words.people import FIELDS, change

REFUSED = 409
MOST = 10_000_000
LONGEST_REASON = 200


@dataclass(frozen=True)
class Wish:
    """By how much, in uses or won, and why."""

    amount: int
    reason: str


def add(bp: Blueprint, kiosk: Kiosk) -> None:
    """Adds the form and its confirmation to the members' section."""

    @bp.get("/<member_id>/passes/<pass_id>/adjust")
    def adjust(member_id: str, pass_id: str) -> str:
        return _form(kiosk, member_id, pass_id)

    @bp.post("/<member_id>/passes/<pass_id>/adjust")
    def adjusted(member_id: str, pass_id: str) -> Response | str | tuple[str, int]:
        wish, then = _wish(), url_for("console.members.member", member_id=member_id)
        if wish is None or request.form.get("step") == "back":
            return _form(kiosk, member_id, pass_id), 200 if wish else REFUSED
        if request.form.get("step") != "sure":
            return _confirmation(kiosk, member_id, pass_id, wish)
        if tell(lambda: _adjust(kiosk, _pass(kiosk, member_id, pass_id), wish, then)):
            return redirect(then, 303)
        return _form(kiosk, member_id, pass_id), REFUSED


def _form(kiosk: Kiosk, member_id: str, pass_id: str) -> str:
    one = _pass(kiosk, member_id, pass_id)
    shown = {"one": one, "given": request.form, "key": once.key()}
    return render_template("console/adjust.html", member=kiosk.people.member(member_id), **shown)


def _confirmation(kiosk: Kiosk, member_id: str, pass_id: str, wish: Wish) -> str | tuple[str, int]:
    one = _pass(kiosk, member_id, pass_id)
    after = (one.remaining or 0) + wish.amount
    if after < 0:
        flash("금액: 남은 것보다 많이 뺄 수 없어요.", "refused")
        return _form(kiosk, member_id, pass_id), REFUSED
    shown = {"one": one, "wish": wish, "after": after, "given": request.form, "key": once.key()}
    return render_template("console/adjust_sure.html", member=kiosk.people.member(member_id), **shown)


def _pass(kiosk: Kiosk, member_id: str, pass_id: str) -> Pass:
    """His, with a balance; 404 for any other."""
    found = next((one for one in kiosk.people.passes(member_id) if one.pass_id == pass_id), None)
    if found is None or found.remaining is None:
        abort(404)
    return found


def _wish() -> Wish | None:
    """None where the form does not say one; what is wrong with it is told."""
    amount = figure(request.form.get("amount", "").strip()) or 0
    reason = request.form.get("reason", "").strip()
    wrong = [
        field
        for field, right in (("amount", 0 < amount <= MOST), ("reason", 0 < len(reason) <= LONGEST_REASON))
        if not right
    ]
    for field in wrong:
        flash(": ".join(FIELDS[field]), "refused")
    return None if wrong else Wish(-amount if request.form.get("way") == "less" else amount, reason)


def _adjust(kiosk: Kiosk, one: Pass, wish: Wish, then: str) -> str:
    now = once.surely(partial(kiosk.people.adjust, one.pass_id, wish.amount, wish.reason, once.key()), then)
    left = f"{now.remaining or 0:,}{'원' if now.unit == 'won' else '회'}"
    return f"{one.name}을(를) {change(wish.amount, one.unit)} 조정했어요. 지금 {left} 남았어요."
