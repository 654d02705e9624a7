"""What was asked of the stand-in, call by call."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["read", "write", "meta", "drive", "token"]
MINUTE = 60_000


@dataclass
class Call:
    """`at` is when it came in, in ms. `requests` are the kinds of those in a batchUpdate, in their order.

    `status` is what was answered, None where nothing was; `applied` tells whether a write was carried out all the
    same. `body` is there for hooks and faults, and gone afterwards.
    """

    at: int
    method: str
    kind: Kind
    path: str
    requests: tuple[str, ...] = ()
    applied: bool = False
    status: int | None = None
    body: Any = field(default=None, repr=False)


def busiest_minute(calls: Iterable[Call]) -> int:
    """The largest number of calls within any 60 s, sign-ins aside."""
    most, window = 0, deque[int]()
    for at in sorted(call.at for call in calls if call.kind != "token"):
        window.append(at)
        while window[0] <= at - MINUTE:
            window.popleft()
        most = max(most, len(window))
    return most


def requests_of(body: object) -> tuple[str, ...]:
    """Of a batchUpdate; a values call has none."""
    asked = body.get("requests") if isinstance(body, dict) else None
    return tuple(next(iter(one), "") for one in asked) if isinstance(asked, list) else ()
