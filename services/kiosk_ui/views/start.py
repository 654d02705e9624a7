"""The first screen: what there is, and a keypad for the phone number."""

import re

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from services.kiosk_ui import visit, words
from services.kiosk_ui.api import ApiError
from services.kiosk_ui.catalogue import shelves
from services.kiosk_ui.context import Kiosk

TOO_SHORT = "휴대폰 번호를 끝까지 눌러 주세요."


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("start", __name__)

    @bp.get("/")
    def page() -> str | Response:
        if visit.member():
            return redirect(url_for("products.page"), 303)
        return render_template("start.html", shelves=shelves(kiosk.api.products()), note=visit.take_note())

    @bp.get("/fragments/start")
    def fragment() -> str:
        return render_template("_start.html", shelves=shelves(kiosk.api.products()))

    @bp.post("/identify")
    def identify() -> Response:
        phone = re.sub(r"\D", "", request.form.get("phone", ""))
        if not 9 <= len(phone) <= 11:
            return _again(TOO_SHORT)
        try:
            member_id, name = kiosk.api.identify(phone)
        except ApiError as error:
            return _again(words.refusal(error))
        visit.begin(visit.Member(member_id, name))
        return redirect(url_for("products.page"), 303)

    @bp.post("/done")
    def done() -> Response:
        """The visit is over: by its button, or because nobody is there any more."""
        visit.end()
        return redirect(url_for("start.page"), 303)

    return bp


def _again(note: str) -> Response:
    visit.end()
    visit.leave_note(note)
    return redirect(url_for("start.page"), 303)
