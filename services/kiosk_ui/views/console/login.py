"""The operator's way in."""

from flask import Blueprint, redirect, render_template, request, url_for
from redis.exceptions import RedisError
from werkzeug.wrappers import Response

from services.kiosk_ui import operator_session
from services.kiosk_ui.context import Kiosk

WRONG = "비밀번호가 맞지 않아요."
TOO_MANY = "여러 번 틀렸어요. 5분 뒤에 다시 시도하세요."
NO_REDIS = "지금은 로그인할 수 없어요. Redis가 응답하지 않아요."


def routes(kiosk: Kiosk) -> Blueprint:
    bp = Blueprint("console_login", __name__, url_prefix="/console")

    @bp.get("/login")
    def page() -> str | Response:
        if operator_session.csrf():
            return redirect(url_for("console.now.page"), 303)
        return render_template("console/login.html", note="")

    @bp.post("/login")
    def login() -> Response | tuple[str, int]:
        try:
            return _login(kiosk, request.remote_addr or "", request.form.get("password", ""))
        except RedisError:
            return render_template("console/login.html", note=NO_REDIS), 503

    return bp


def _login(kiosk: Kiosk, address: str, password: str) -> Response | tuple[str, int]:
    if not operator_session.may_try(kiosk.redis, kiosk.keys, address):
        return render_template("console/login.html", note=TOO_MANY), 429
    if not operator_session.is_password(password, kiosk.settings.operator_password.get_secret_value()):
        return render_template("console/login.html", note=WRONG), 403
    operator_session.begin(kiosk.redis, kiosk.keys, address)
    return redirect(url_for("console.now.page"), 303)
