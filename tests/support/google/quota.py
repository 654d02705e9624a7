"""So many calls a minute and user, then 429."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from tests.support.google.calls import MINUTE, Kind
from tests.support.google.errors import ApiError

Sort = Literal["Read", "Write"]
SORTS: dict[Kind, Sort] = {"read": "Read", "meta": "Read", "write": "Write"}


@dataclass
class Quota:
    """`reads` and `writes` within any 60 s; refused calls do not count. `retry_after` (s) goes into the answer."""

    clock: Callable[[], int]
    reads: int = 60
    writes: int = 60
    retry_after: float | None = None
    _taken: dict[Sort, deque[int]] = field(default_factory=lambda: {"Read": deque(), "Write": deque()})

    def take(self, kind: Kind) -> None:
        """Raises ApiError once it is used up."""
        sort = SORTS.get(kind)
        if sort is None:
            return
        taken, now = self._taken[sort], self.clock()
        while taken and taken[0] <= now - MINUTE:
            taken.popleft()
        if len(taken) >= (self.reads if sort == "Read" else self.writes):
            raise exhausted(sort)
        taken.append(now)


def exhausted(sort: Sort) -> ApiError:
    return ApiError(
        429,
        f"Quota exceeded for quota metric '{sort} requests' and limit '{sort} requests per minute per user' of"
        " service 'sheets.googleapis.com' for consumer 'project_number:100000000001'.",
        details=[{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": "RATE_LIMIT_EXCEEDED"}],
    )
