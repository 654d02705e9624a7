"""Which kiosk a request comes from. Its limits are counted by this name."""

import re

from flask import request

from services.rental_api.problems import invalid

HEADER = "Kiosk"
NAME = re.compile(r"[A-Za-z0-9._:-]{1,40}")
UNNAMED = "default"


def asking_kiosk() -> str:
    """The header `Kiosk`; all who leave it out are one kiosk. `/invalid-request` where it is no name."""
    name = request.headers.get(HEADER, UNNAMED)
    if not NAME.fullmatch(name):
        raise invalid(HEADER, "a header of 1 to 40 letters, digits and . _ : -")
    return name
