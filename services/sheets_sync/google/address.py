"""The spreadsheet that FBOX_SHEETS_URL names. Pure."""

import re
from urllib.parse import urlsplit, urlunsplit

from shared.config import SettingsError

SPREADSHEET = re.compile(r"(?P<origin>https?://[^/]+)/spreadsheets/(?:u/\d+/)?d/(?P<id>[A-Za-z0-9_-]+)")


def address_of(url: str) -> tuple[str | None, str]:
    """The host that stands in for Google's, where there is one (scheme, host, port), and the spreadsheet's id.

    Raises SettingsError.
    """
    found = SPREADSHEET.match(url)
    if found is None:
        raise SettingsError("FBOX_SHEETS_URL: not the address of a spreadsheet")
    return (found["origin"] if found["origin"].startswith("http://") else None), found["id"]


def moved_to(origin: str | None, url: str) -> str:
    """The same path at another host, where there is one."""
    if origin is None:
        return url
    there, here = urlsplit(origin), urlsplit(url)
    return urlunsplit((there.scheme, there.netloc, here.path, here.query, here.fragment))
