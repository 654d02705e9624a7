"""The operator's login as his browser carries it: the console's session, a signed cookie that the dashboard reads.

Cookies know no ports: what the console sets, rq-dashboard on the same host is sent. So there is one login, and who
logs out of the console or lets it lapse is out of both. Signed as Flask signs a session, checked without Flask.
"""

import hashlib
from datetime import timedelta

from itsdangerous import BadData, URLSafeTimedSerializer

VOID_AFTER = timedelta(minutes=10)
"""A cookie that no page has renewed for so long is void."""
OPERATOR = "operator"
"""What is in the session of an operator, and of nobody else."""
_AS_FLASK = {"key_derivation": "hmac", "digest_method": hashlib.sha1}


def cookie_name(kiosk_port: int) -> str:
    """Two stacks on one host would overwrite each other's."""
    return f"fbox_kiosk_{kiosk_port}"


def is_operator(cookies: str, kiosk_port: int, secret: str) -> bool:
    """Whether a request with this `Cookie` header comes from a browser that is logged in to the console."""
    signed = URLSafeTimedSerializer(secret, salt="cookie-session", signer_kwargs=_AS_FLASK)
    try:
        session = signed.loads(_value(cookies, cookie_name(kiosk_port)), max_age=int(VOID_AFTER.total_seconds()))
    except BadData:
        return False
    return isinstance(session, dict) and bool(session.get(OPERATOR))


def _value(cookies: str, name: str) -> str:
    given = (one.strip().partition("=") for one in cookies.split(";"))
    return next((value for key, _, value in given if key == name), "")
