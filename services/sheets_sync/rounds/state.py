"""What the service remembers between two rounds. All of it may be forgotten: it is learnt again from the workbook and
the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.sheets_sync.rounds.rows import RowName
from services.sheets_sync.versions import Versions
from services.sheets_sync.workbook import Cell


@dataclass(frozen=True)
class Sent:
    """A row of the ledger on its way into the workbook (shared.jobs.sheets.WriteRows)."""

    tab: str
    key: str
    version: int
    values: Mapping[str, Cell]
    owner: Mapping[str, Mapping[str, Any]]

    @property
    def name(self) -> RowName:
        return self.tab, self.key


@dataclass(frozen=True)
class Answered:
    """The ledger has seen the row with this digest, and said so at that time (ms); `notes` are its complaints."""

    digest: str
    notes: Mapping[str, str]
    at: int


@dataclass
class Missed:
    """Complaints of what he typed under our pen. They stand beside the row until he touches it again."""

    notes: Mapping[str, str]
    digest: str = ""


@dataclass
class State:
    """`pending`: the newest of every row on its way. `answered`: rows the ledger has seen, and what it said of them.

    `keys`: all keys of an append-only tab, left out while they must be read first: an append whose answer was lost or
    made by a process that died, is found by it. `healthy`: how each tab looked when it was last in order. `new`:
    digests of the new rows of the last reading; `fresh`: one of them was read for the first time. `handled`: what was
    replaced and the ledger has answered; `asked`: what was replaced and has rows sent again. `troubles`: what the
    ledger was told of a tab last. `filled`: tabs for whose rows it was asked because nobody knew the tab.
    """

    pending: dict[RowName, Sent] = field(default_factory=dict)
    answered: dict[RowName, Answered] = field(default_factory=dict)
    handled: set[str] = field(default_factory=set)
    missed: dict[RowName, Missed] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    keys: dict[str, set[str]] = field(default_factory=dict)
    healthy: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    new: dict[str, frozenset[str]] = field(default_factory=dict)
    fresh: bool = False
    troubles: dict[str, str] = field(default_factory=dict)
    versions: Versions = field(default_factory=Versions)
    restoring: set[str] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)
    audits: list[str] = field(default_factory=list)

    def has_seen(self, name: RowName, digest: str) -> bool:
        """Whether the ledger knows the row as it is."""
        known = self.answered.get(name)
        return known is not None and known.digest == digest
