"""The owner's hand in his spreadsheet: it sees what is on the screen, and the model hears of what it writes."""

import random
import re
from collections.abc import Callable, Mapping
from itertools import count

from services.sheets_sync.tabs import MARK, SYNCED, TABS
from tests.faults.month.house import House
from tests.faults.month.model import Model, Place
from tests.support.google.cells import Value
from tests.support.google.owner import Entry

Row = Mapping[str, Value]
Action = Callable[[], object]


class NotNow(Exception):  # noqa: N818 - no fault
    """There is nothing on the screen that this kind of edit could be made to. What was put off is tried again."""


class NeverMind(Exception):  # noqa: N818 - no fault
    """What was put off is not to be done any more."""


class Hand:
    """`later` puts something on the month's agenda, so many ms from now. `closed`: tabs that he has made unreadable
    himself and will put right: he leaves them alone until then."""

    def __init__(self, house: House, model: Model, dice: random.Random, later: Callable[[int, Action], None]) -> None:
        self.house, self.model, self.dice, self.later = house, model, dice, later
        self.screen = house.google.owner()
        self.closed: set[str] = set()
        self._numbers = count(1)

    @property
    def now(self) -> int:
        return self.house.clock.now

    def number(self) -> int:
        """None twice."""
        return next(self._numbers)

    def new_pin(self) -> str:
        """Six digits that no amount and no time looks like."""
        pin = f"97{self.dice.randrange(1_000, 9_999)}"
        self.model.every_pin.add(pin)
        return pin

    # What he sees

    def rows(self, tab: str) -> list[Row]:
        """Those with a name."""
        key = TABS[tab].key
        return [row for row in self.screen.rows(tab) if row.get(key)]

    def row_of(self, tab: str, fits: Callable[[Row], bool] = lambda _: True) -> Row:
        self.needs(tab)
        found = [row for row in self.rows(tab) if fits(row)]
        if not found:
            raise NotNow(tab)
        return self.dice.choice(found)

    def find(self, tab: str, cells: Mapping[str, Entry]) -> int:
        """The number of the row in which exactly those are written, blank ones blank."""
        grid, header = self.screen.grid(tab), self.screen.header(tab)
        places = {name.split(":")[0]: at for at, name in enumerate(header)}
        wanted = {places[name]: str(text) for name, text in cells.items()}
        for at, row in enumerate(grid.rows[1:], 1):
            if all(str(row.cell(place).value or "") == text for place, text in wanted.items()):
                return at + 1
        raise NotNow(str(cells))

    def needs(self, tab: str) -> None:
        if tab in self.closed or tab not in self.screen.tabs():
            raise NotNow(tab)

    def is_settled(self, tab: str, key: str) -> bool:
        """Whether all he wrote into the row has been taken over by now, and what he sees is what it is."""
        mine = [wish.at for place, wish in self.model.wishes.items() if place[:2] == (tab, key)]
        odd = any(place[:2] == (tab, key) for place in self.model.odd | self.model.explained)
        row = next((row for row in self.rows(tab) if row[TABS[tab].key] == key), None)
        calm = all(at <= self.house.settled_at for at in mine)
        return row is not None and calm and not odd and is_balanced(tab, row)

    # What he does

    def types(self, place: Place, text: Entry, meant: str, result: Value = None) -> str:
        """An edit that is to be taken over."""
        self.screen.types(*place, text, result=result)
        self.model.typed(place, meant, self.now)
        self.model.forget_odd(place)
        return f"types {text!r} into {'.'.join(place)}"

    def types_oddly(self, place: Place, text: Entry, result: Value = None) -> str:
        """An edit that is to change nothing, and to be explained."""
        self.screen.types(*place, text, result=result)
        self.model.odd[place] = self.now
        return f"types {str(text)[:40]!r} into {'.'.join(place)}, which is not to be taken"

    def types_balance(self, tab: str, row: Row, text: Entry, cell: int) -> str:
        """`row` as he sees it."""
        key, column = str(row[TABS[tab].key]), balance_of(tab)
        self.screen.types(tab, key, column, text, result=cell)
        self.model.typed_balance((tab, key), number(row[MARK]), number(row[column + SYNCED]), cell)
        self.model.forget_odd((tab, key, column))
        return f"types {text!r} over {row[column]!r} of {tab} {key}"


def balance_of(tab: str) -> str:
    """The name of the column."""
    column = TABS[tab].balance
    assert column
    return column


def is_balanced(tab: str, row: Row) -> bool:
    """What he sees is what the system wrote there."""
    column = TABS[tab].balance
    return column is None or (row.get(column, "") == row.get(column + SYNCED, "") != "")


def number(value: Value) -> int:
    """Of a figure, also as he has just written it, or of a mark."""
    return int(re.sub(r"[^0-9-]", "", str(value)))
