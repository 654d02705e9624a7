"""What the API answers, as far as the screens use it. Fields it adds later are no concern of ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

Json = Mapping[str, Any]


class Read:
    """Takes the fields it declares out of an answer."""

    @classmethod
    def read(cls, told: Json) -> Self:
        return cls(**{f.name: told[f.name] for f in fields(cls) if f.name in told})  # type: ignore[arg-type]


@dataclass(frozen=True)
class Identified:
    """Who is at the kiosk; `locker_number` where his key tells it."""

    member_id: str
    name: str
    locker_number: str | None = None


@dataclass(frozen=True)
class Product(Read):
    """`available` is the stock less garments promised; `stock` is None where the device never said one.

    `why_not` names why nothing can be taken: `offline`, `out_of_order`, `checking`, `empty`.
    """

    product_id: str
    name: str
    category: str
    available: int
    online: bool
    device_uuid: str
    stock: int | None = None
    size: str | None = ""
    display_order: int = 0
    why_not: str | None = None
    price: int = 0


@dataclass(frozen=True)
class Pass(Read):
    """`remaining` in uses or won, by `unit`; a subscription's is in `remaining_today`, by category.

    `valid_until` is RFC 3339, None for ever.
    """

    pass_id: str
    kind: str
    name: str
    status: str
    remaining: int | None
    unit: str
    remaining_today: Mapping[str, int] | None = None
    valid_until: str | None = None

    @property
    def usable(self) -> bool:
        return self.status == "active"


@dataclass(frozen=True)
class Charge(Read):
    """What one pass would pay, in its own unit."""

    pass_id: str
    kind: str
    amount: int
    unit: str
    name: str = ""
    remaining_after: int | None = None


@dataclass(frozen=True)
class Quote:
    """What the cart costs in won, and every way the member's passes could pay for it, the API's own choice first."""

    total: int
    ways: tuple[tuple[Charge, ...], ...]

    @classmethod
    def read(cls, told: Json) -> "Quote":
        ways = (told["charges"], *told["alternatives"])
        return cls(told["total"], tuple(tuple(Charge.read(one) for one in way) for way in ways))


@dataclass(frozen=True)
class Item(Read):
    """One garment on its way: `reserved`, `dispensing`, `dispensed`, `failed` or `unknown`.

    `claim` is what came of his "nothing came out": `given_back`, `came_out`, `checking`, `refused`; None: not said.
    """

    item_id: str
    product_id: str
    state: str
    product_name: str = ""
    category: str = "other"
    size: str | None = ""
    claim: str | None = None


@dataclass(frozen=True)
class Rental:
    """`pending` while something may still happen by itself; then `complete`, `partial`, `failed` or `checking`."""

    rental_id: str
    member_id: str
    state: str
    created_at: str
    items: tuple[Item, ...]
    passes: tuple[Pass, ...] = field(default=())

    @property
    def pending(self) -> bool:
        return self.state == "pending"

    @classmethod
    def read(cls, told: Json) -> "Rental":
        items = tuple(Item.read(item) for item in told["items"])
        passes = tuple(Pass.read(one) for one in told.get("passes") or ())
        return cls(told["rental_id"], told["member_id"], told["state"], told["created_at"], items, passes)
