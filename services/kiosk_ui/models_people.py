"""What the API answers about members, their rentals and claims, as far as the console uses it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from services.kiosk_ui.models import Item, Json, Read


@dataclass(frozen=True)
class Member(Read):
    """`phone` as digits; `nfc_uid` is the number of his key or card; of the PIN only whether there is one."""

    member_id: str
    name: str
    phone: str
    status: str
    notes: str = ""
    has_pin: bool = False
    created_at: str | None = None
    nfc_uid: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Entry(Read):
    """One line of the book; `by`: `rental`, `owner`, `claim`, `operator`, `system`."""

    entry_id: int
    at: str
    pass_name: str
    kind: str
    amount: int
    unit: str
    balance_after: int
    by: str
    reason: str | None = None
    rental_id: str | None = None
    category: str | None = None
    day: str | None = None


@dataclass(frozen=True)
class Sold(Read):
    """What the gym sells: a voucher worth `charge_amount` won, or a subscription; `price` is won."""

    product_id: str
    kind: str
    name: str
    price: int
    enabled: bool
    is_bonus: bool
    charge_amount: int | None = None
    validity_days: int | None = None
    daily_limits: Mapping[str, int] | None = None
    bonus_product_id: str | None = None


@dataclass(frozen=True)
class Listed:
    """A rental in a list."""

    rental_id: str
    member_id: str
    member_name: str | None
    state: str
    created_at: str
    items: tuple[Item, ...]

    @classmethod
    def read(cls, told: Json) -> "Listed":
        items = tuple(Item.read(one) for one in told["items"])
        named = (told["rental_id"], told["member_id"], told.get("member_name"), told["state"], told["created_at"])
        return cls(*named, items)


@dataclass(frozen=True)
class Moment(Read):
    """A step of a rental; `at` is None where no time is known."""

    at: str | None
    what: str
    text: str
    details: Mapping[str, object]


@dataclass(frozen=True)
class Claim(Read):
    """A member's "nothing came out"; `verdict` `checking` waits for a person."""

    claim_id: str
    item_id: str
    member_id: str
    verdict: str
    reason: str
    created_at: str
    resolved_by: str | None = None
    member_name: str | None = None
    rental_id: str | None = None
    product_name: str | None = None
    device_uuid: str | None = None
    dispensed_at: str | None = None
    stock_before: int | None = None
