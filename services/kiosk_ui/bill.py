"""The cart against products, passes and the API's quote, as they are now: what cart, payment and PIN stand upon."""

from dataclasses import dataclass

from services.kiosk_ui import paying, visit
from services.kiosk_ui.api import Api
from services.kiosk_ui.cart import Line, lines
from services.kiosk_ui.client import ApiError
from services.kiosk_ui.models import Pass, Quote


@dataclass(frozen=True)
class Bill:
    """`quote` is None where something in the cart cannot be taken, or where the passes do not cover it."""

    lines: tuple[Line, ...]
    passes: tuple[Pass, ...]
    short: tuple[paying.Short, ...]
    quote: Quote | None
    basis: str

    @property
    def fits(self) -> bool:
        """Whether all of the cart can be taken."""
        return not any(line.problem for line in self.lines)

    @property
    def is_choice(self) -> bool:
        return self.quote is not None and paying.is_choice(self.quote, self.passes)

    def split(self, way: int, chosen: dict[str, int] | None = None) -> paying.Split:
        """Along the quote's way of that number, its first one where there is none; without a quote nothing pays."""
        ways = self.quote.ways if self.quote else ((),)
        return paying.split_of(ways[way] if 0 <= way < len(ways) else ways[0], self.passes, chosen)


def draw_up(api: Api) -> Bill:
    """Of this visit's cart."""
    cart, member_id = visit.cart(), visit.the_member().member_id
    products, passes = api.products(), api.passes(member_id)
    shown = lines(cart, products)
    quote = None if any(line.problem for line in shown) else _quote(api, member_id, cart)
    based = paying.basis(cart, quote, passes) if quote else ""
    return Bill(tuple(shown), tuple(passes), tuple(paying.shortened(cart, products, passes)), quote, based)


def kept_split(bill: Bill) -> visit.Chosen | None:
    """What the member confirmed, while it still stands upon what is true."""
    chosen = visit.split()
    return chosen if chosen and chosen.basis == bill.basis else None


def _quote(api: Api, member_id: str, cart: dict[str, int]) -> Quote | None:
    try:
        return api.quote(member_id, cart)
    except ApiError as error:
        if error.code != "insufficient-balance":
            raise
        return None
