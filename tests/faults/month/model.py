"""What must be true in the end, kept by somebody who asks neither the ledger nor sheets_sync.

A balance is what was on the pass, plus what owner and operator changed, minus what came out of the dispensers.
The owner's change is what he typed minus what the cell showed him, whenever that was.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

Name = tuple[str, str]
Place = tuple[str, str, str]
"""Tab, key and column."""


@dataclass
class Purse:
    """A pass with a balance, won or uses. `last` is what the owner left in the cell, by the mark beside it."""

    first: int
    changed: int = 0
    spent: int = 0
    last: dict[int, int] = field(default_factory=dict)

    @property
    def left(self) -> int:
        return self.first + self.changed - self.spent


@dataclass
class Wish:
    """What a cell of the owner's is to mean, as text: any of `values`. `at`: when it was written last (ms)."""

    values: set[str]
    at: int


@dataclass(frozen=True)
class Bought:
    """A row that the owner added: one pass of the member's, in that tab, with so much on it (0: a subscription)."""

    tab: str
    member_id: str
    amount: int


@dataclass
class Model:
    """`passes`: all that were seen, subscriptions too. `members` by phone number; `newcomers` are those he wrote
    down himself, by phone number, with their names. `bought`: rows whose pass has not been seen yet. `early`: spent
    from passes that were not seen yet. `odd`: cells with what must be explained to him, and since when; `explained`:
    those where that was seen to be done. `pins`: the last one he set for each member, and when; `every_pin` that ever
    was. `deleted`: rows he took away. `ambushes`: edits in the very moment of a write. `lost`: keys of rows that only
    the sheet has, as the ledger they came from is gone.
    """

    purses: dict[Name, Purse] = field(default_factory=dict)
    passes: set[str] = field(default_factory=set)
    wishes: dict[Place, Wish] = field(default_factory=dict)
    members: dict[str, str] = field(default_factory=dict)
    newcomers: dict[str, str] = field(default_factory=dict)
    bought: list[Bought] = field(default_factory=list)
    odd: dict[Place, int] = field(default_factory=dict)
    explained: dict[Place, int] = field(default_factory=dict)
    pins: dict[str, tuple[str, int]] = field(default_factory=dict)
    every_pin: set[str] = field(default_factory=set)
    deleted: set[Name] = field(default_factory=set)
    early: Counter[Name] = field(default_factory=Counter)
    ambushes: int = 0
    lost: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    # Balances

    def gave(self, tab: str, key: str, amount: int) -> None:
        self.purses[tab, key] = Purse(amount, spent=self.early.pop((tab, key), 0))

    def spent(self, tab: str, key: str, amount: int) -> None:
        if (tab, key) in self.purses:
            self.purses[tab, key].spent += amount
        else:
            self.early[tab, key] += amount

    def typed_balance(self, name: Name, mark: int, synced: int, cell: int) -> None:
        """The owner left `cell` beside that mark, where the system had written `synced`."""
        purse = self.purses[name]
        purse.changed += cell - purse.last.get(mark, synced)
        purse.last[mark] = cell

    def adjusted(self, tab: str, key: str, amount: int) -> None:
        """By the operator."""
        self.purses[tab, key].changed += amount

    # Cells

    def typed(self, place: Place, meant: str, at: int) -> None:
        self.wishes[place] = Wish({meant}, at)

    def forget_odd(self, place: Place) -> None:
        """He has written something else there."""
        self.odd.pop(place, None)
        self.explained.pop(place, None)

    def set_by_operator(self, place: Place, value: str, at: int, settled_at: int) -> None:
        """Where the owner's own edit was still on its way then, either may be the later one."""
        wish = self.wishes.get(place)
        others = wish.values if wish and wish.at > settled_at else set()
        self.wishes[place] = Wish({value} | others, at)
