"""Top-ups and deductions, in every way in which a person writes a number."""

from services.sheets_sync.tabs import MARK, SYNCED, TABS
from tests.faults.month.clock import HOUR
from tests.faults.month.hand import Hand, NeverMind, NotNow, Row, balance_of, number
from tests.support.google.owner import Entry

VOUCHERS, PASSES = "member_vouchers", "member_passes"
ENOUGH = {VOUCHERS: 60_000, PASSES: 60}
"""From so much he takes some away: what is refused for want of money is an edit of another kind."""
STEPS = {VOUCHERS: 1_000, PASSES: 1}
MOST_STEPS = 15


def tops_up(hand: Hand) -> str:
    tab = _some_tab(hand)
    return _changes(hand, tab, _pass(hand, tab), hand.dice.randint(1, MOST_STEPS) * STEPS[tab])


def takes_away(hand: Hand) -> str:
    tab = _some_tab(hand)
    row = _pass(hand, tab, ENOUGH[tab])
    return _changes(hand, tab, row, -hand.dice.randint(1, MOST_STEPS) * STEPS[tab])


def changes_his_mind(hand: Hand) -> str:
    """Twice in the same cell, the first perhaps not even read yet."""
    tab = _some_tab(hand)
    row = _pass(hand, tab)
    key = TABS[tab].key
    first = _changes(hand, tab, row, 7 * STEPS[tab])
    again = hand.row_of(tab, lambda other: other[key] == row[key])
    return f"{first}, then {_changes(hand, tab, again, -3 * STEPS[tab])}"


def takes_more_than_there_is(hand: Hand) -> str:
    tab = _some_tab(hand)
    row = _pass(hand, tab)
    return hand.types_oddly((tab, str(row[TABS[tab].key]), balance_of(tab)), -hand.dice.randint(1, 9) * STEPS[tab])


def writes_no_number(hand: Hand) -> str:
    """It stands there until the next figure is written over it, or he clears it himself."""
    tab = _some_tab(hand)
    row = _pass(hand, tab)
    return hand.types_oddly(
        (tab, str(row[TABS[tab].key]), balance_of(tab)), hand.dice.choice(("만원", "?", "12.5", "모름"))
    )


def restores_an_old_row(hand: Hand) -> str:
    """By the version history, some hours later: figure, what the system wrote, and the mark, all of then."""
    tab = _some_tab(hand)
    row = _pass(hand, tab)
    hand.later(hand.dice.randint(1, 30) * HOUR, lambda: _restore(hand, tab, row))
    return f"remembers {tab} {row[TABS[tab].key]}"


def change_row(hand: Hand, tab: str, key: str) -> str:
    """Of that very row."""
    row = next((row for row in hand.rows(tab) if row[TABS[tab].key] == key and _is_pass(hand, tab, row)), None)
    if row is None or tab in hand.closed:
        raise NotNow(key)
    return _changes(hand, tab, row, hand.dice.randint(1, MOST_STEPS) * STEPS[tab])


def _restore(hand: Hand, tab: str, then: Row) -> str:
    key, column = str(then[TABS[tab].key]), balance_of(tab)
    hand.needs(tab)
    if not hand.is_settled(tab, key) or (tab, key) not in hand.model.purses:
        raise NeverMind
    for name, text in ((column, then[column]), (column + SYNCED, then[column + SYNCED]), (MARK, f"'{then[MARK]}")):
        hand.screen.types(tab, key, name, text)
    hand.model.typed_balance((tab, key), number(then[MARK]), number(then[column + SYNCED]), number(then[column]))
    return f"restores {tab} {key} as of mark {then[MARK]}: {then[column]!r}"


def _some_tab(hand: Hand) -> str:
    return hand.dice.choice((VOUCHERS, VOUCHERS, PASSES))


def _pass(hand: Hand, tab: str, least: int = 0) -> Row:
    return hand.row_of(tab, lambda row: _is_pass(hand, tab, row) and number(row[balance_of(tab)]) >= least)


def _is_pass(hand: Hand, tab: str, row: Row) -> bool:
    """One that the model knows, whose cells can be read."""
    column, key = balance_of(tab), str(row[TABS[tab].key])
    cells = (row.get(name) for name in (column, column + SYNCED))
    known = (tab, key) in hand.model.purses and (tab, key, column) not in hand.model.odd
    marked = str(row.get(MARK)).isdigit() and row.get("status") == "active"
    return known and marked and all(isinstance(cell, int) for cell in cells)


def _changes(hand: Hand, tab: str, row: Row, by: int) -> str:
    cell = number(row[balance_of(tab)]) + by
    return hand.types_balance(tab, row, _written(hand, tab, cell, by), cell)


def _written(hand: Hand, tab: str, cell: int, by: int) -> Entry:
    """A formula is the owner's own: his sheet has worked it out."""
    ways: tuple[Entry, ...] = (cell, str(cell), f"={cell - by}{by:+}", f" {cell} ")
    units = (f"{cell}회",) if tab == PASSES else (f"{cell:,}", f"{cell:,}원", f"₩{cell:,}")
    return hand.dice.choice(ways + units)
