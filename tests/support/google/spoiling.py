"""What the client gets to see of a fault."""

from collections.abc import Callable
from threading import Event

from tests.support.google.calls import Call
from tests.support.google.errors import ApiError
from tests.support.google.faults import Fault
from tests.support.google.quota import exhausted
from tests.support.google.server import Answer
from tests.support.google.service import answer_of

PAGE = b"<!DOCTYPE html><title>Error 502 (Server Error)!!1</title><p>Please try again in 30 seconds."


def spoilt(fault: Fault, call: Call, work: Callable[[], Answer], closing: Event) -> Answer | None:
    """The work is done or not, and answered or not. Raises ApiError as the work does."""
    if fault.what in {"slow", "lost_after"}:
        answer = work()
        fault.wait(closing)
        return answer if fault.what == "slow" else None
    fault.wait(closing)
    return work() if fault.what == "late" else _undone(fault, call)


def _undone(fault: Fault, call: Call) -> Answer | None:
    match fault.what:
        case "429":
            return refusal(exhausted("Write" if call.kind == "write" else "Read"), fault.retry_after)
        case "500":
            return refusal(ApiError(500, "Internal error encountered."), None)
        case "503":
            return refusal(ApiError(503, "The service is currently unavailable."), None)
        case "html":
            return Answer(502, PAGE, kind="text/html; charset=UTF-8")
    return None


def refusal(error: ApiError, retry_after: float | None) -> Answer:
    """`retry_after` (s) goes with a 429 only."""
    headers = {"Retry-After": f"{retry_after:g}"} if error.code == 429 and retry_after is not None else {}
    return answer_of(error.body(), error.code, headers)
