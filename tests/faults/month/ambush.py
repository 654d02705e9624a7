"""The owner edits at the worst moment: F-BOX has read his sheet, and its writing is on the way."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from services.sheets_sync.tabs import TABS
from tests.faults.month import moving_things, typing_balances, typing_cells
from tests.faults.month.hand import Hand, NotNow
from tests.support.google.calls import Call
from tests.support.google.standin import BOOK

Place = tuple[str, int]
"""A tab, and a row of it counted from 0, the header's among them."""
Blow = Callable[[Hand, list[Place]], str]


class Ambush:
    """Lies in wait for a write; `note` hears what was done. Runs while the client waits for its answer."""

    def __init__(self, hand: Hand, note: Callable[[str], None]) -> None:
        self._hand, self._note = hand, note
        self._blow: Blow | None = None
        hand.house.google.before_apply = self._look

    def lay(self, blow: Blow) -> str:
        if self._blow:
            raise NotNow
        self._blow = blow
        return f"lies in wait: {blow.__name__}"

    def _look(self, call: Call) -> None:
        if self._blow is None or call.kind != "write":
            return
        places = [place for place in self._places(call.body) if place[0] in TABS and place[1] > 0]
        self._hand.house.is_appending = any("appendCells" in one for one in call.body.get("requests", []))
        if not places:
            return
        try:
            self._note(f"under its pen: {self._blow(self._hand, places)}")
        except NotNow:
            return
        self._hand.model.ambushes += 1
        self._blow = None

    def _places(self, body: Mapping[str, Any]) -> Iterator[Place]:
        """Where the write puts cells that are there already."""
        titles = {sheet.id: sheet.title for sheet in self._hand.house.google.files[BOOK].book.sheets}
        for request in body.get("requests", []):
            start = request.get("updateCells", {}).get("start")
            if start:
                first = start.get("rowIndex", 0)
                for row in range(first, first + len(request["updateCells"]["rows"])):
                    yield titles.get(start["sheetId"], ""), row


def types_a_balance(hand: Hand, places: list[Place]) -> str:
    """In the very row."""
    tab, key = _hit(hand, places, ("member_vouchers", "member_passes"))
    return typing_balances.change_row(hand, tab, key)


def types_a_cell(hand: Hand, places: list[Place]) -> str:
    tab, key = _hit(hand, places, ("members", "products"))
    name = f"그때 {hand.number()}"
    return hand.types((tab, key, "name"), name, name)


def types_a_pin(hand: Hand, places: list[Place]) -> str:
    """Another one, in the moment in which the first is being blanked."""
    _, key = _hit(hand, places, ("members",))
    return typing_cells.set_pin_of(hand, key)


def sorts(hand: Hand, places: list[Place]) -> str:
    tab = hand.dice.choice(places)[0]
    hand.needs(tab)
    header = [name.split(":")[0].strip() for name in hand.screen.header(tab)]
    column = hand.dice.choice([name for name in header if name in TABS[tab].names])
    hand.screen.sorts(tab, column, descending=hand.dice.random() < 0.5)
    return f"sorts {tab} by {column}"


def deletes_above(hand: Hand, places: list[Place]) -> str:
    """A row higher up, so that all below move."""
    tab, row = hand.dice.choice(places)
    hand.needs(tab)
    keys = hand.screen.keys(tab)
    above = [key for key in keys[: max(row - 1, 0)] if hand.is_settled(tab, key)] if TABS[tab].is_read else []
    if not above:
        raise NotNow(tab)
    key = hand.dice.choice(above)
    hand.screen.deletes_rows(tab, key)
    hand.model.deleted.add((tab, key))
    return f"deletes {tab} {key}, above row {row + 1}"


def inserts_above(hand: Hand, places: list[Place]) -> str:
    """A blank row, to be written into later or not."""
    tab, row = hand.dice.choice(places)
    hand.needs(tab)
    hand.screen.adds_row(tab, above=row + 1)
    return f"inserts a row into {tab} above row {row + 1}"


def inserts_column(hand: Hand, places: list[Place]) -> str:
    """Not where rows are being added at the end as well: of those no copy tells that they miss their columns; the
    nightly audit adds them once more."""
    found = [tab for tab, row in places if row < hand.screen.grid(tab).used and TABS[tab].is_read]
    if not found or hand.house.is_appending:
        raise NotNow
    tab = hand.dice.choice(found)
    hand.needs(tab)
    before = hand.dice.choice([name for name in TABS[tab].names if name in hand.screen.header(tab)])
    hand.screen.inserts_column(tab, before, f"{moving_things.OWN}{hand.number()}")
    return f"inserts a column into {tab} before {before}"


BLOWS: tuple[Blow, ...] = (
    types_a_balance, types_a_balance, types_a_balance, types_a_cell, types_a_pin, sorts, sorts, deletes_above,
    inserts_above, inserts_column,
)  # fmt: skip


def _hit(hand: Hand, places: list[Place], tabs: tuple[str, ...]) -> tuple[str, str]:
    """A row that is about to be written over, by name."""
    found = [(tab, row) for tab, row in places if tab in tabs and tab not in hand.closed]
    if not found:
        raise NotNow
    tab, row = hand.dice.choice(found)
    key = hand.screen.cell(tab, row + 1, TABS[tab].key)
    if not key:
        raise NotNow
    return tab, str(key)
