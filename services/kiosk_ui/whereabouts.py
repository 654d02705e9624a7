"""Which kiosk a browser is: the API counts wrong PINs and lookups by it."""

import platform
import re

from flask import request

NO_NAME = re.compile(r"[^A-Za-z0-9._:-]")


def kiosk_name() -> str:
    """The browser's address, for one on this machine the machine's name, so that kiosks of a chain differ.

    Not an id of its own in a cookie: whoever guesses would begin anew by ending his visit or dropping the cookie.
    """
    address = request.remote_addr or "127.0.0.1"
    local = address == "::1" or address.startswith("127.")
    return NO_NAME.sub("-", platform.node() if local else address)[:40] or "kiosk"
