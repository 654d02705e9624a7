"""Who is the operator: his password, few guesses, and the token that his forms carry."""

import hmac
import secrets

from flask import abort, redirect, request, session, url_for
from redis import Redis
from werkzeug.wrappers import Response

from services.kiosk_ui import visit
from services.kiosk_ui.gate import is_fragment, refused
from services.kiosk_ui.guards import SAFE
from shared.console_login import OPERATOR
from shared.keys import Keys

ATTEMPTS = 5
LOCK_SECONDS = 300


def may_try(redis: Redis, keys: Keys, address: str) -> bool:
    """Counts the try before it is looked at, so that many at once do not get more than one by one."""
    key = keys.logins(address)
    pipe = redis.pipeline(transaction=True)
    pipe.incr(key)
    pipe.expire(key, LOCK_SECONDS, nx=True)
    return int(pipe.execute()[0]) <= ATTEMPTS


def is_password(given: str, password: str) -> bool:
    return hmac.compare_digest(given.encode(), password.encode())


def begin(redis: Redis, keys: Keys, address: str) -> None:
    redis.delete(keys.logins(address))
    session.clear()
    session[OPERATOR] = secrets.token_urlsafe(18)


def end() -> None:
    session.clear()


def csrf() -> str:
    return str(session.get(OPERATOR, ""))


def only_for_operators() -> Response | None:
    """To the login where there is none; 403 for a form without its token.

    A page that keeps itself true by its fragments renews nothing: it would keep an operator who has left logged in.
    """
    if not csrf():
        return refused() if is_fragment() else redirect(url_for("console_login.page"), 303)
    if request.method not in SAFE and not hmac.compare_digest(request.form.get("csrf", "").encode(), csrf().encode()):
        abort(403)
    if not is_fragment():
        visit.renew()
    return None
