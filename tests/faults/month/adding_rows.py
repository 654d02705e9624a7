"""New rows: members, vouchers, count passes, subscriptions, what is sold; whole ones, and half ones for a while."""

from collections.abc import Mapping

from services.sheets_sync.tabs import TABS
from tests.faults.month.clock import MINUTE
from tests.faults.month.hand import Hand, NotNow
from tests.faults.month.model import Bought
from tests.support.google.owner import Entry

LATER = (1 * MINUTE, 20 * MINUTE)
Cells = Mapping[str, Entry]


def adds_member(hand: Hand) -> str:
    """Half of them with a PIN."""
    hand.needs("members")
    number = hand.number()
    name, phone = f"새 회원 {number}", f"010{40_000_000 + number}"
    cells: dict[str, Entry] = {"name": name, "phone": f"{phone[:3]}-{phone[3:7]}-{phone[7:]}"}
    if hand.dice.random() < 0.5:
        cells["payment_password"] = hand.new_pin()
    hand.model.newcomers[phone] = name
    return _adds(hand, "members", cells, "phone")


def gives_voucher(hand: Hand) -> str:
    """By what is sold, or by a figure."""
    hand.needs("member_vouchers")
    member_id, won = _member(hand), 50_000 + hand.number()
    cells: Cells = {"member_id": member_id, "remaining_amount": f"{won:,}원"}
    if hand.dice.random() < 0.5:
        product, won = hand.dice.choice((("VBIG", 100_000), ("VSMALL", 20_000)))
        cells = {"member_id": member_id, "voucher_product_id": product}
    hand.model.bought.append(Bought("member_vouchers", member_id, won))
    return _adds(hand, "member_vouchers", cells, "member_id")


def gives_pass(hand: Hand) -> str:
    hand.needs("member_passes")
    member_id, uses = _member(hand), 100 + hand.number()
    hand.model.bought.append(Bought("member_passes", member_id, uses))
    cells: Cells = {"member_id": member_id, "count": f"{uses}회", "category": "towel"}
    return _adds(hand, "member_passes", cells, "count")


def gives_subscription(hand: Hand) -> str:
    hand.needs("member_subscriptions")
    member_id = _member(hand)
    hand.model.bought.append(Bought("member_subscriptions", member_id, 0))
    cells: Cells = {"member_id": member_id, "subscription_product_id": "SDAILY"}
    return _adds(hand, "member_subscriptions", cells, "subscription_product_id")


def sells_voucher(hand: Hand) -> str:
    """Under an id of his own."""
    hand.needs("voucher_products")
    key, won = f"V-{hand.number()}", hand.number() * 1_000
    hand.model.typed(("voucher_products", key, "charge_amount"), str(won), hand.now)
    cells: Cells = {"product_id": key, "name": f"금액권 {key}", "charge_amount": f"{won:,}원"}
    return _adds(hand, "voucher_products", cells, "charge_amount")


def sells_subscription(hand: Hand) -> str:
    hand.needs("subscription_products")
    key = f"S-{hand.number()}"
    hand.model.typed(("subscription_products", key, "daily_limits"), '{"pants":2,"top":1}', hand.now)
    cells: Cells = {"product_id": key, "name": f"구독 {key}", "daily_limits": '{"top":1,"pants":2}'}
    return _adds(hand, "subscription_products", cells, "daily_limits")


def adds_product(hand: Hand) -> str:
    """Which only a dispenser can: it is explained on the row, and he takes it away again."""
    hand.needs("products")
    cells: Cells = {"name": f"없는 상품 {hand.number()}", "price": 1000}
    hand.screen.adds_row("products", **cells)
    added = hand.now
    hand.later(30 * MINUTE, lambda: _takes_away(hand, cells, added))
    return f"adds a product of his own: {cells}"


def _takes_away(hand: Hand, cells: Cells, added: int) -> str:
    """Once somebody has read it, which without Internet may be a day later; Drive tells of it late, too."""
    hand.needs("products")
    if hand.house.settled_at <= added + MINUTE:
        raise NotNow("products")
    at = hand.find("products", cells)
    assert hand.screen.cell("products", at, "sync_note"), "a product of the owner's own is not explained"
    hand.screen.deletes_rows("products", at)
    return f"takes it away again: {cells}"


def _adds(hand: Hand, tab: str, cells: Cells, last: str) -> str:
    """Below or in between. `last` is the cell that he may fill in later."""
    half = hand.dice.random() < 0.4
    known = [str(row[TABS[tab].key]) for row in hand.rows(tab)] if hand.dice.random() < 0.3 else []
    now = {name: text for name, text in cells.items() if not half or name != last}
    at = hand.screen.adds_row(tab, hand.dice.choice(known) if known else "", **now)
    if half:
        hand.later(hand.dice.randint(*LATER), lambda: _completes(hand, tab, now, last, cells[last]))
    return f"adds to {tab}, row {at}: {now}" + (f", {last} later" if half else "")


def _completes(hand: Hand, tab: str, now: Cells, last: str, text: Entry) -> str:
    """Wherever the row is by now."""
    hand.needs(tab)
    at = hand.find(tab, {name: cell for name, cell in now.items() if name != "payment_password"} | {last: ""})
    hand.screen.types(tab, at, last, text)
    return f"fills in {last} of {now} in {tab}: {text!r}"


def _member(hand: Hand) -> str:
    return str(hand.row_of("members")["member_id"])
