"""Who pays what: the ways there are, and how a member splits won over his vouchers. Pure."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.kiosk_ui.models import Charge, Pass, Product, Quote

Way = Sequence[Charge]


@dataclass(frozen=True)
class Voucher:
    """A voucher that may pay: its balance, and what it pays of this order, both in won."""

    pass_id: str
    name: str
    balance: int
    amount: int


@dataclass(frozen=True)
class Split:
    """One way to pay: `uses` are whole garments of subscriptions and count passes, `needed` the won for the rest."""

    uses: tuple[Charge, ...]
    vouchers: tuple[Voucher, ...]
    needed: int

    @property
    def adjustable(self) -> bool:
        """Whether the won may come out of the vouchers in more than one way."""
        able = [one.balance for one in self.vouchers]
        return self.needed > 0 and len(able) > 1 and sum(able) > self.needed


@dataclass(frozen=True)
class Short:
    """What a subscription cannot pay any more today: `left` garments of the category while more are wanted."""

    category: str
    left: int


def split_of(way: Way, passes: Iterable[Pass], chosen: Mapping[str, int] | None = None) -> Split:
    """The way with all vouchers that could share in it, each paying what is `chosen`, else what is proposed."""
    paid = chosen if chosen is not None else {one.pass_id: one.amount for one in way}
    able = [one for one in passes if one.kind == "voucher" and one.usable and one.remaining]
    vouchers = tuple(Voucher(one.pass_id, one.name, one.remaining or 0, paid.get(one.pass_id, 0)) for one in able)
    uses = tuple(one for one in way if one.kind != "voucher")
    return Split(uses, vouchers, sum(one.amount for one in way if one.kind == "voucher"))


def is_choice(quote: Quote, passes: Sequence[Pass]) -> bool:
    """Whether there is more than one way to pay, so that the member is asked."""
    return len(quote.ways) > 1 or split_of(quote.ways[0], passes).adjustable


def charges_of(split: Split, won: Mapping[str, int]) -> dict[str, int] | None:
    """What each pass pays with so much won from each voucher; None where it does not add up or no voucher has it."""
    balances = {one.pass_id: one.balance for one in split.vouchers}
    possible = all(0 <= amount <= balances.get(pass_id, 0) for pass_id, amount in won.items())
    if not possible or sum(won.values()) != split.needed:
        return None
    uses = {one.pass_id: one.amount for one in split.uses}
    return uses | {pass_id: amount for pass_id, amount in won.items() if amount}


def basis(cart: Mapping[str, int], quote: Quote, passes: Iterable[Pass]) -> str:
    """What a split was made upon: with another cart, price, balance or way there is another."""
    ways = [[(one.pass_id, one.amount) for one in way] for way in quote.ways]
    balances = [(one.pass_id, one.remaining) for one in passes if one.kind == "voucher" and one.usable]
    told = json.dumps([sorted(cart.items()), quote.total, ways, sorted(balances)])
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def shortened(cart: Mapping[str, int], products: Iterable[Product], passes: Iterable[Pass]) -> list[Short]:
    """Where subscriptions cover a category of the cart, but not for so many garments any more today."""
    wanted: Counter[str] = Counter()
    for product in products:
        wanted[product.category] += cart.get(product.product_id, 0)
    left: Counter[str] = Counter()
    for one in passes:
        left.update((one.remaining_today or {}) if one.usable else {})
    return [
        Short(category, left[category])
        for category in wanted
        if category in left and left[category] < wanted[category]
    ]


def may_use_won(passes: Iterable[Pass]) -> bool:
    """Whether prices are of interest: the member has a voucher that may pay."""
    return any(one.kind == "voucher" and one.usable for one in passes)
