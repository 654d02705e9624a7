"""What the rows that a write replaced ask for."""

from dataclasses import dataclass, field

from services.sheets_sync.rounds.pins import is_pin
from services.sheets_sync.rounds.rows import RowName
from services.sheets_sync.rounds.state import State
from services.sheets_sync.rounds.statements import Statement
from services.sheets_sync.tabs import TABS
from services.sheets_sync.workbook import Edit, Replaced


@dataclass
class Findings:
    """`told` goes to the ledger, `again` are rows it is asked for anew, `repairs` go into the workbook with the next
    write. `seen`: ids that this write may forget, and should if `hurry`: there is a PIN among them. `waiting`: rows
    not to be written until the ledger has answered. `spoilt`: rows with another one's name or cells meant for other
    columns: what they say is ours and not the owner's, and nothing of it is told.
    """

    told: list[Statement] = field(default_factory=list)
    again: list[dict[str, str]] = field(default_factory=list)
    repairs: list[Edit] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    waiting: set[RowName] = field(default_factory=set)
    spoilt: set[RowName] = field(default_factory=set)
    hurry: bool = False

    def forget(self, one: Replaced) -> None:
        self.seen.add(one.id)
        self.hurry |= any(is_pin(TABS[one.tab], column) for column in one.wrote)

    def ask_again(self, one: Replaced, state: State, *keys: str) -> None:
        """Once, however often the copy is read until it may be forgotten."""
        if one.id not in state.asked:
            state.asked.add(one.id)
            self.again += [{"tab": one.tab, "key": key} for key in keys if key]
