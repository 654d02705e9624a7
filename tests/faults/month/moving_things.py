"""Sorting, columns, rows that go, headers and tabs by other names, keys twice, half a tab gone: and back again."""

from collections.abc import Callable

from services.sheets_sync.tabs import TABS
from shared.jobs import ledger
from shared.queues import LEDGER, enqueue, open_queue
from tests.faults.month.clock import MINUTE, SECOND
from tests.faults.month.hand import Hand, NotNow

OWN = "내메모"
SORTABLE = ("members", "member_vouchers", "member_passes", "products", "rental_history", "voucher_transactions")
DELETABLE = ("members", "member_vouchers", "member_passes", "member_subscriptions", "products", "config")
MANY = 0.4
RESTORABLE = ("members", "member_vouchers", "member_passes", "config", "event_logs", "device_status")


def sorts(hand: Hand) -> str:
    tab = hand.dice.choice(SORTABLE)
    hand.needs(tab)
    column = hand.dice.choice(_columns(hand, tab))
    hand.screen.sorts(tab, column, hand.dice.random() < 0.5)
    return f"sorts {tab} by {column}"


def inserts_column(hand: Hand) -> str:
    """With a name, or without; he writes into it."""
    tab = hand.dice.choice(SORTABLE)
    hand.needs(tab)
    before = hand.dice.choice(_columns(hand, tab))
    name = hand.dice.choice((f"{OWN}{hand.number()}", ""))
    hand.screen.inserts_column(tab, before, name)
    if name and hand.rows(tab):
        hand.screen.types(tab, str(hand.row_of(tab)[TABS[tab].key]), name, "내 것")
    return f"inserts a column {name!r} before {before} in {tab}"


def deletes_own_column(hand: Hand) -> str:
    mine = [(tab, name) for tab in SORTABLE if _is_open(hand, tab) for name in _own(hand, tab)]
    if not mine:
        raise NotNow
    tab, name = hand.dice.choice(mine)
    hand.screen.deletes_column(tab, name)
    return f"deletes his column {name} of {tab}"


def deletes_row(hand: Hand) -> str:
    """Never one in which something of his is still on its way: that would be taking it back."""
    tab = hand.dice.choice(DELETABLE)
    key = _settled(hand, tab)
    hand.screen.deletes_rows(tab, key)
    hand.model.deleted.add((tab, key))
    return f"deletes {tab} {key}"


def deletes_line_of_history(hand: Hand) -> str:
    tab = hand.dice.choice(("rental_history", "event_logs", "voucher_transactions", "subscription_usage"))
    key = str(hand.row_of(tab)[TABS[tab].key])
    hand.screen.deletes_rows(tab, key)
    hand.model.deleted.add((tab, key))
    return f"deletes {tab} {key}"


def names_header_otherwise(hand: Hand) -> str:
    """One that is needed. The tab is explained until he has put it back."""
    tab = hand.dice.choice(("members", "member_vouchers", "member_passes", "products"))
    hand.needs(tab)
    column = hand.dice.choice([column.name for column in TABS[tab].of_hand("owner", "new", "balance")])
    hand.screen.renames_header(tab, column, "다른이름")
    _closes(hand, tab, lambda: hand.screen.renames_header(tab, "다른이름", column))
    return f"calls {column} of {tab} otherwise"


def names_tab_otherwise(hand: Hand) -> str:
    tab = hand.dice.choice(("members", "member_vouchers", "config", "rental_history"))
    hand.needs(tab)
    hand.screen.renames_tab(tab, f"{tab} 사본")
    _closes(hand, tab, lambda: hand.screen.renames_tab(f"{tab} 사본", tab))
    return f"calls {tab} otherwise"


def copies_row(hand: Hand) -> str:
    """Its key is there twice, until he takes one of them away."""
    tab = hand.dice.choice(("members", "member_vouchers", "member_passes"))
    hand.needs(tab)
    key = _settled(hand, tab)
    hand.screen.copies_row(tab, key)
    _closes(hand, tab, lambda: hand.screen.deletes_rows(tab, key))
    return f"copies {tab} {key}"


def deletes_many(hand: Hand) -> str:
    """By mistake. The operator restores the tab from the ledger."""
    tab = hand.dice.choice(("members", "member_vouchers", "member_passes"))
    hand.needs(tab)
    keys = [str(row[TABS[tab].key]) for row in hand.rows(tab)]
    gone = hand.dice.sample(keys, round(len(keys) * MANY))
    if len(gone) <= 5 or not all(hand.is_settled(tab, key) for key in keys):
        raise NotNow(tab)
    hand.screen.deletes_rows(tab, *gone)
    _closes(hand, tab, lambda: restores(hand, tab))
    return f"deletes {len(gone)} rows of {tab}"


def deletes_tab(hand: Hand) -> str:
    tab = hand.dice.choice(RESTORABLE)
    hand.needs(tab)
    if not all(hand.is_settled(tab, str(row[TABS[tab].key])) for row in hand.rows(tab)):
        raise NotNow(tab)
    hand.screen.deletes_tab(tab)
    _closes(hand, tab, lambda: restores(hand, tab))
    return f"deletes the tab {tab}"


def restores(hand: Hand, tab: str) -> None:
    """The operator's one command."""
    queue = open_queue(LEDGER, hand.house.till.ctx.jobs_redis)
    enqueue(queue, ledger.restore_tab, {"tab": tab})
    hand.model.deleted = {name for name in hand.model.deleted if name[0] != tab}


def _closes(hand: Hand, tab: str, back: Callable[[], object]) -> None:
    """He leaves the tab alone until he has put it right, and until F-BOX has seen that it is."""
    hand.closed.add(tab)

    def puts_right() -> str:
        back()
        hand.later(3 * MINUTE, lambda: _opens(hand, tab))
        return f"puts {tab} right"

    hand.later(hand.dice.randint(40 * SECOND, 40 * MINUTE), puts_right)


def _opens(hand: Hand, tab: str) -> str:
    if hand.house.settled_at < hand.now - 3 * MINUTE:
        raise NotNow(tab)
    hand.closed.discard(tab)
    return f"{tab} is in order"


def _settled(hand: Hand, tab: str) -> str:
    key = str(hand.row_of(tab)[TABS[tab].key])
    if not hand.is_settled(tab, key):
        raise NotNow(key)
    return key


def _is_open(hand: Hand, tab: str) -> bool:
    return tab not in hand.closed and tab in hand.screen.tabs()


def _columns(hand: Hand, tab: str) -> list[str]:
    header = [name.split(":")[0].strip() for name in hand.screen.header(tab)]
    return [name for name in header if name in TABS[tab].names]


def _own(hand: Hand, tab: str) -> list[str]:
    return [name for name in hand.screen.header(tab) if name.startswith(OWN)]
