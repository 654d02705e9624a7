"""From a path to the call that it is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from tests.support.google.calls import Kind
from tests.support.google.errors import ApiError

PATH = re.compile(
    r"/v4/spreadsheets/(?P<id>[^/:]+)(?::(?P<verb>\w+)|/values:(?P<many>\w+)|/values/(?P<range>[^:]+)(?::(?P<one>\w+))?)?"
)
FILE = re.compile(r"/drive/v3/files/(?P<id>[^/]+)")


@dataclass(frozen=True)
class Route:
    """`call` is named as in Google's reference."""

    call: str
    kind: Kind
    id: str = ""
    range: str = ""


CALLS: Mapping[tuple[str, str], tuple[str, Kind]] = {
    ("GET", "spreadsheets"): ("spreadsheets.get", "meta"),
    ("POST", "spreadsheets:batchUpdate"): ("spreadsheets.batchUpdate", "write"),
    ("GET", "values:batchGet"): ("values.batchGet", "read"),
    ("POST", "values:batchUpdate"): ("values.batchUpdate", "write"),
    ("POST", "values:batchClear"): ("values.batchClear", "write"),
    ("GET", "values/range"): ("values.get", "read"),
    ("PUT", "values/range"): ("values.update", "write"),
    ("POST", "values/range:append"): ("values.append", "write"),
    ("POST", "values/range:clear"): ("values.clear", "write"),
    ("GET", "files"): ("files.get", "drive"),
}


def find(method: str, path: str) -> Route:
    """Raises ApiError for what this stand-in does not know."""
    if (method, path) == ("POST", "/token"):
        return Route("token", "token")
    if found := FILE.fullmatch(path):
        return _route(method, "files", path, found["id"])
    if found := PATH.fullmatch(path):
        return _route(method, _shape(found), path, found["id"], found["range"] or "")
    raise _unknown(method, path)


def _shape(found: re.Match[str]) -> str:
    if found["verb"]:
        return f"spreadsheets:{found['verb']}"
    if found["many"]:
        return f"values:{found['many']}"
    if found["range"]:
        return "values/range" + (f":{found['one']}" if found["one"] else "")
    return "spreadsheets"


def _route(method: str, shape: str, path: str, book_id: str, text: str = "") -> Route:
    if (method, shape) not in CALLS:
        raise _unknown(method, path)
    return Route(*CALLS[method, shape], unquote(book_id), unquote(text))


def _unknown(method: str, path: str) -> ApiError:
    return ApiError(404, f"The stand-in does not know {method} {path}")
