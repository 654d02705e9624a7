"""What the queue has brought and no round has dealt with yet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any

from services.sheets_sync.rounds.state import Sent


@dataclass
class Letters:
    """`rows` to be written, `answers` to the owner's rows, tabs to restore, audits to run."""

    rows: list[Sent] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    restore: list[str] = field(default_factory=list)
    audits: list[str] = field(default_factory=list)


class Inbox:
    """Filled by the queue's worker, emptied by the rounds; `news` wakes them."""

    def __init__(self) -> None:
        self.news = Event()
        self._lock = Lock()
        self._letters = Letters()

    def put(
        self,
        rows: Iterable[Sent] = (),
        answers: Iterable[dict[str, Any]] = (),
        restore: Iterable[str] = (),
        audits: Iterable[str] = (),
    ) -> None:
        with self._lock:
            self._letters.rows += rows
            self._letters.answers += answers
            self._letters.restore += restore
            self._letters.audits += audits
        self.news.set()

    def take(self) -> Letters:
        """All there is, once."""
        with self._lock:
            taken, self._letters = self._letters, Letters()
            self.news.clear()
        return taken
