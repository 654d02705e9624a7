"""Google's errors, in the shape that its JSON has."""

from typing import Any

STATUSES = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
}


class ApiError(Exception):
    """The call is refused, and nothing of it is done. `more` goes into the error beside code, message and status."""

    def __init__(self, code: int, message: str, **more: object) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.more = more

    def body(self) -> dict[str, Any]:
        status = STATUSES.get(self.code, "UNKNOWN")
        return {"error": {"code": self.code, "message": self.message, "status": status, **self.more}}


def refused(message: str) -> ApiError:
    """An invalid argument."""
    return ApiError(400, message)
