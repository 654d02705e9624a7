"""The owner's rows on their way to the ledger: a few at a time, as the same queue carries the dispensers' answers."""

from collections.abc import Iterable, Mapping
from itertools import chain, islice
from threading import Lock
from typing import Any

from rq import Queue

from shared.clock import Clock
from shared.jobs import ledger
from shared.queues import enqueue

ROWS_A_JOB = 20
ROWS_AT_ONCE = 40
LOST_MS = 60_000
"""An answer that has not come by then will not: its job failed or Redis lost it. The row is told again."""

_Name = tuple[str, str, str]
"""Tab, key, and the digest of what a write replaced: that is told beside the row as it is now."""


class Pump:
    """Used by the rounds, which bring rows, and by the queue's worker, which brings the answers that make room."""

    def __init__(self, queue: Queue, clock: Clock) -> None:
        self._queue = queue
        self._clock = clock
        self._lock = Lock()
        self._first: dict[_Name, dict[str, Any]] = {}
        self._then: dict[_Name, dict[str, Any]] = {}
        self._told: dict[_Name, tuple[str, int]] = {}

    def push(self, rows: Iterable[dict[str, Any]]) -> None:
        """What was replaced goes before what is now."""
        with self._lock:
            self._forget_lost()
            for row in rows:
                if not self._has(_name(row), row["digest"]):
                    (self._then if row["replaced_by"] is None else self._first)[_name(row)] = row
            self._send()

    def has(self, tab: str, key: str, digest: str) -> bool:
        """Whether the row is on its way as it is."""
        with self._lock:
            return self._has((tab, key, ""), digest)

    def answered(self, rows: Iterable[Mapping[str, Any]]) -> None:
        with self._lock:
            for row in rows:
                for name in ((row["tab"], row["key"], ""), (row["tab"], row["key"], row["digest"])):
                    if self._told.get(name, ("", 0))[0] == row["digest"]:
                        del self._told[name]
            self._send()

    def _has(self, name: _Name, digest: str) -> bool:
        waiting = self._first.get(name) or self._then.get(name)
        return self._told.get(name, ("", 0))[0] == digest or bool(waiting and waiting["digest"] == digest)

    def _send(self) -> None:
        while (self._first or self._then) and len(self._told) + ROWS_A_JOB <= ROWS_AT_ONCE:
            rows = list(islice(chain(self._first.values(), self._then.values()), ROWS_A_JOB))
            enqueue(self._queue, ledger.owner_rows, {"rows": rows})
            for name, digest in [(_name(row), row["digest"]) for row in rows]:
                (self._first if name in self._first else self._then).pop(name)
                self._told[name] = (digest, self._clock())

    def _forget_lost(self) -> None:
        lost = self._clock() - LOST_MS
        self._told = {name: told for name, told in self._told.items() if told[1] > lost}


def _name(row: Mapping[str, Any]) -> _Name:
    return row["tab"], row["key"], "" if row["replaced_by"] is None else row["digest"]
