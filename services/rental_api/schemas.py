"""What the API takes. Strict: `"1"` is no number, unknown fields are refused by name."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from shared.clock import from_rfc3339

ID_PATTERN = r"^[A-Za-z0-9_-]{1,40}$"
Id = Annotated[str, Field(pattern=ID_PATTERN)]
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"\S")]
UID_PATTERN = r"^[0-9A-Fa-f]{4,40}$"
Uid = Annotated[str, Field(pattern=UID_PATTERN)]
Pin = Annotated[str, Field(pattern=r"^[0-9]{6}$")]
Pieces = Annotated[int, Field(ge=1, le=10)]
Category = Literal["top", "pants", "towel", "sweat_towel", "other"]
MOST_WON = 10_000_000
DailyLimits = Annotated[dict[Category, Annotated[int, Field(ge=1, le=10)]], Field(min_length=1)]


def _a_time(text: str) -> str:
    try:
        from_rfc3339(text)
    except ValueError:
        raise ValueError("a time such as 2026-11-23T06:00:00Z") from None
    return text


Time = Annotated[str, AfterValidator(_a_time)]


class Model(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


class Identify(Model):
    """Exactly one of them. `card` is what a reader typed: a member's id, else the uid of his key or card."""

    phone: Annotated[str, Field(max_length=30)] | None = None
    nfc_uid: Uid | None = None
    member_id: Id | None = None
    card: Id | None = None

    @model_validator(mode="after")
    def _one(self) -> "Identify":
        if sum(value is not None for value in (self.phone, self.nfc_uid, self.member_id, self.card)) != 1:
            raise ValueError("give one of phone, nfc_uid, member_id, card")
        return self


class Wanted(Model):
    product_id: Id
    quantity: Pieces


class Chosen(Model):
    pass_id: Id
    amount: Annotated[int, Field(ge=1, le=10_000_000)]


class Quote(Model):
    member_id: Id
    items: Annotated[list[Wanted], Field(min_length=1, max_length=10)]


class NewRental(Quote):
    pin: Pin
    charges: Annotated[list[Chosen], Field(min_length=1, max_length=20)] | None = None
    locker_number: Annotated[str, Field(max_length=20)] | None = None


class MemberEdit(Model):
    """What is left out stays as it is; a new member needs name and phone.

    `nfc_uid` is the number of his locker key or card; `""` takes it from him.
    """

    name: Name | None = None
    phone: Annotated[str, Field(max_length=30)] | None = None
    pin: Pin | None = None
    status: Literal["active", "inactive", "suspended"] | None = None
    notes: Annotated[str, Field(max_length=2000)] | None = None
    nfc_uid: Annotated[str, Field(pattern=r"^([0-9A-Fa-f]{4,40})?$")] | None = None


class NewPass(Model):
    """A count pass by `count`; a voucher or subscription by `product_id`, or freely by `amount` or `daily_limits`.

    `category` left out pays for any. Valid from `valid_from` (now if left out) for `valid_days` or until
    `valid_until`; with neither, as long as the product says, or for ever.
    """

    kind: Literal["count", "voucher", "subscription"]
    count: Annotated[int, Field(ge=1, le=100_000)] | None = None
    category: Category | None = None
    amount: Annotated[int, Field(ge=1, le=MOST_WON)] | None = None
    daily_limits: DailyLimits | None = None
    product_id: Id | None = None
    name: Name | None = None
    valid_from: Time | None = None
    valid_until: Time | None = None
    valid_days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    reason: Annotated[str, Field(max_length=200)] | None = None

    @model_validator(mode="after")
    def _belongs(self) -> "NewPass":
        for field, kinds in _GOES_WITH.items():
            if getattr(self, field) is not None and self.kind not in kinds:
                raise ValueError(f"{field} does not go with a {self.kind}")
        if self.product_id is not None and (self.amount is not None or self.daily_limits is not None):
            raise ValueError("give product_id, or amount or daily_limits, not both")
        if self.valid_days is not None and self.valid_until is not None:
            raise ValueError("give valid_days or valid_until, not both")
        return self


_GOES_WITH = {
    "count": ("count",),
    "category": ("count",),
    "amount": ("voucher",),
    "daily_limits": ("subscription",),
    "product_id": ("voucher", "subscription"),
}


class PassProductEdit(Model):
    """What the gym sells: a voucher worth `charge_amount` won, or a subscription with `daily_limits`."""

    kind: Literal["voucher", "subscription"]
    name: Name
    price: Annotated[int, Field(ge=0, le=MOST_WON)] = 0
    charge_amount: Annotated[int, Field(ge=1, le=MOST_WON)] | None = None
    daily_limits: DailyLimits | None = None
    validity_days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    bonus_product_id: Id | None = None
    is_bonus: bool = False
    enabled: bool = True

    @model_validator(mode="after")
    def _belongs(self) -> "PassProductEdit":
        if (self.kind == "voucher") != (self.charge_amount is not None):
            raise ValueError("charge_amount goes with a voucher, and every voucher has one")
        if (self.kind == "subscription") != (self.daily_limits is not None):
            raise ValueError("daily_limits go with a subscription, and every subscription has them")
        if self.bonus_product_id and (self.kind != "voucher" or self.is_bonus):
            raise ValueError("bonus_product_id goes with a voucher that is no bonus itself")
        return self


class Adjustment(Model):
    amount: Annotated[int, Field(ge=-10_000_000, le=10_000_000)]
    reason: Annotated[str, Field(min_length=1, max_length=200)]

    @field_validator("reason")
    @classmethod
    def _is_no_claim(cls, reason: str) -> str:
        """The audit takes such an entry for what a claim gave back, whoever reads the book for the owner's own."""
        if reason.startswith("claim ") or reason == "owner's sheet":
            raise ValueError("this is what the ledger itself writes; say it in other words")
        return reason


class ProductEdit(Model):
    name: Name | None = None
    price: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    enabled: bool | None = None
    display_order: Annotated[int, Field(ge=0, le=100_000)] | None = None


class DeviceCommand(Model):
    """`stock` goes with SET_STOCK and nothing else; so does `expected`, the stock before the count, for the log."""

    cmd: Literal["STATUS", "SET_STOCK", "STOP", "LOCK", "UNLOCK", "HOME", "REBOOT", "CLEAR_ERROR", "UPDATE"]
    stock: Annotated[int, Field(ge=0, le=30)] | None = None
    expected: Annotated[int, Field(ge=0, le=999)] | None = None

    @model_validator(mode="after")
    def _stock_belongs(self) -> "DeviceCommand":
        if (self.cmd == "SET_STOCK") != (self.stock is not None):
            raise ValueError("stock goes with SET_STOCK")
        if self.cmd != "SET_STOCK" and self.expected is not None:
            raise ValueError("expected goes with SET_STOCK")
        return self


class Resolution(Model):
    outcome: Literal["dispensed", "failed"]


class NewClaim(Model):
    member_id: Id


class ClaimDecision(Model):
    outcome: Literal["give_back", "refuse"]
