"""A spreadsheet as a file: with whom it is shared, and when it was last changed."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from tests.support.google import masks
from tests.support.google.book import Book
from tests.support.google.errors import ApiError

Role = Literal["writer", "reader"]
REMEMBERED = 1000


@dataclass
class File:
    """`book` is its present version, `role` what the service account may do with it. `changes` are in ms."""

    book: Book
    role: Role | None = "writer"
    changes: deque[int] = field(default_factory=lambda: deque([0], REMEMBERED))

    def touch(self, now: int) -> None:
        """Later than the last change in any case, though the clock stand still."""
        self.changes.append(max(now, self.changes[-1] + 1))

    def changed_at(self, now: int, lag: int) -> int:
        """The last change that Drive knows of already; it is behind by `lag` ms."""
        return next((at for at in reversed(self.changes) if not lag or at <= now - lag), self.changes[0])


def get(file: File, fields: Sequence[str], now: int, lag: int) -> dict[str, Any]:
    """`files.get`; without `fields`, what Drive answers then."""
    changed = datetime.fromtimestamp(file.changed_at(now, lag) / 1000, UTC)
    whole = {
        "kind": "drive#file",
        "id": file.book.id,
        "name": file.book.title,
        "mimeType": "application/vnd.google-apps.spreadsheet",
        "createdTime": "2025-11-23T00:00:00.000Z",
        "modifiedTime": changed.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "version": str(len(file.changes)),
        "trashed": False,
    }
    mask = masks.parse(fields[-1]) if fields else masks.parse("kind,id,name,mimeType")
    return masks.pruned(whole, mask)  # type: ignore[no-any-return]


def not_enabled(api: str) -> ApiError:
    message = (
        f"{api} has not been used in project 100000000001 before or it is disabled. Enable it by visiting"
        " https://console.developers.google.com/apis/ then retry."
    )
    reason = {"message": message, "domain": "usageLimits", "reason": "accessNotConfigured"}
    return ApiError(403, message, errors=[reason])


def not_found(file_id: str) -> ApiError:
    """Drive says so of a file that is not shared, too."""
    message = f"File not found: {file_id}."
    return ApiError(404, message, errors=[{"message": message, "domain": "global", "reason": "notFound"}])
