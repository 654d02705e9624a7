"""What Google's refusals mean, in words for the owner. Pure."""

from collections.abc import Mapping
from typing import Any

from services.sheets_sync.workbook import WorkbookError

LONGEST_WAIT = 600.0
LONGEST_WORDS = 200
TOO_MUCH = ("rateLimitExceeded", "userRateLimitExceeded", "RATE_LIMIT_EXCEEDED")
SWITCHED_OFF = ("SERVICE_DISABLED", "accessNotConfigured")


class RefusedError(WorkbookError):
    """Google answered, and not as was hoped. `status` is HTTP's."""

    def __init__(self, why: str, status: int, *, doubtful: bool = False, wait: float = 0.0) -> None:
        super().__init__(why, doubtful=doubtful, wait=wait)
        self.status = status


def refusal(status: int, body: object, retry_after: str, email: str, *, writing: bool) -> RefusedError:
    """`body` is the answer's JSON, or anything; `email` the service account's."""
    error = _error(body)
    if status == 403 and _reasons(error) & {*TOO_MUCH}:
        status = 429
    why = _why(status, error, email)
    return RefusedError(why, status, doubtful=writing and status >= 500, wait=_seconds(retry_after))


def _why(status: int, error: Mapping[str, Any], email: str) -> str:
    said = str(error.get("message", ""))[:LONGEST_WORDS]
    if status == 403 and (_reasons(error) & {*SWITCHED_OFF} or "has not been used in project" in said):
        return "the Google Sheets API is not enabled in the project of FBOX_GOOGLE_CREDENTIALS"
    known = {
        401: "Google does not take the key in FBOX_GOOGLE_CREDENTIALS",
        403: f"share the sheet with {email}, as an editor",
        404: "there is no such sheet: check FBOX_SHEETS_URL",
        429: "Google wants fewer calls",
    }
    return known.get(status, f"Google answered {status}: {said}")


def _error(body: object) -> Mapping[str, Any]:
    error = body.get("error") if isinstance(body, Mapping) else None
    return error if isinstance(error, Mapping) else {}


def _reasons(error: Mapping[str, Any]) -> set[str]:
    """Sheets tells them in `details`, Drive in `errors`."""
    parts = [*_list(error.get("details")), *_list(error.get("errors"))]
    return {str(part.get("reason")) for part in parts if isinstance(part, Mapping)}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _seconds(retry_after: str) -> float:
    """The header may also be a date; then the caller's own back-off has to do."""
    return min(float(retry_after), LONGEST_WAIT) if retry_after.isascii() and retry_after.isdigit() else 0.0
