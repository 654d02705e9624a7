"""A key on the kiosk's NFC reader, or a card in a reader that types as a keyboard, instead of the phone number."""

import re

from flask import Blueprint, redirect, request, url_for
from redis.exceptions import RedisError
from werkzeug.wrappers import Response

from services.kiosk_ui import speech, visit
from services.kiosk_ui.api import Api
from services.kiosk_ui.client import ApiError
from services.kiosk_ui.context import Kiosk
from services.kiosk_ui.models import Identified
from services.kiosk_ui.readers import Readers
from services.kiosk_ui.views.start import again
from services.kiosk_ui.whereabouts import kiosk_name

CARD = re.compile(r"[A-Za-z0-9_-]{4,40}")
PHONE = re.compile(r"0[0-9]{8,13}")
AFTER_PREFIX = re.compile(r"[0-9]{7,8}")


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("tap", __name__)
    readers = Readers(kiosk.settings, kiosk.redis)

    @bp.post("/tap")
    def tap() -> Response:
        """`reader`: its uuid, the key still lies there; or `card`: what was typed. Whoever is here stays."""
        if visit.member():
            visit.leave_note(speech.text("tap.taken"))
            return redirect(url_for("start.page"), 303)
        try:
            found = _who(kiosk.api, readers, request.form.get("card", ""), request.form.get("reader", ""))
        except ApiError as error:
            return again(_why_not(error), error.wait)
        if found is None:
            return again(speech.text("tap.again"))
        visit.begin(visit.Member(found.member_id, found.name), found.locker_number)
        return redirect(url_for("products.page"), 303)

    return bp


def _who(api: Api, readers: Readers, card: str, reader: str) -> Identified | None:
    """None where there is nothing to look up."""
    if CARD.fullmatch(card):
        return _typed(api, card)
    try:
        uid = readers.take(reader)
    except RedisError:
        return None
    return None if uid is None else api.identify("nfc_uid", uid, kiosk_name())


def _typed(api: Api, card: str) -> Identified:
    """With its first zero a phone's number; as it stands behind 010 it may be a card's as well, which goes first."""
    if PHONE.fullmatch(card):
        return api.identify("phone", card, kiosk_name())
    try:
        return api.identify("card", card, kiosk_name())
    except ApiError as error:
        if error.code != "member-not-found" or not AFTER_PREFIX.fullmatch(card):
            raise
    return api.identify("phone", f"010{card}", kiosk_name())


def _why_not(error: ApiError) -> str:
    return speech.text("tap.unknown") if error.code == "member-not-found" else speech.refusal(error)
