"""Checks of single fields: is this JSON value what docs/protocol.md says it is?"""

import re
from collections.abc import Callable
from typing import Any

Check = Callable[[Any], bool]

NFC_UID = re.compile(r"[0-9A-Fa-f]{4,40}")
LARGEST = 2**63 - 1
MOST_COMMANDS = 32


def integer(low: int, high: int) -> Check:
    """A whole number from low to high; JSON's true and 1.0 are none."""
    return lambda value: type(value) is int and low <= value <= high


def text(longest: int) -> Check:
    """Text that UTF-8 can carry: JSON's escapes can spell half of a surrogate pair, Redis cannot take it."""

    def check(value: Any) -> bool:  # noqa: ANN401 - any JSON value
        return type(value) is str and len(value) <= longest and is_utf8(value)

    return check


def one_of(*values: str) -> Check:
    known = frozenset(values)
    return lambda value: type(value) is str and value in known


def flag(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return type(value) is bool


def nfc_uid(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """4 to 40 hex digits, as the API takes them."""
    return type(value) is str and NFC_UID.fullmatch(value) is not None


def number(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    return type(value) in (int, float) and abs(value) <= LARGEST


def command_results(value: Any) -> bool:  # noqa: ANN401 - any JSON value
    """`[{"commandId", "result"}]`, texts of at most 64 characters."""
    return type(value) is list and len(value) <= MOST_COMMANDS and all(map(_command_result, value))


def is_utf8(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


_short = text(64)


def _command_result(entry: Any) -> bool:  # noqa: ANN401 - any JSON value
    return type(entry) is dict and _short(entry.get("commandId")) and _short(entry.get("result"))
