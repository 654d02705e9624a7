"""What the API takes. Strict: `"1"` is no number, unknown fields are refused by name."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Id = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[A-Za-z0-9_-]+$")]
Name = Annotated[str, Field(min_length=1, max_length=80, pattern=r"\S")]
Pin = Annotated[str, Field(pattern=r"^[0-9]{6}$")]
Pieces = Annotated[int, Field(ge=1, le=10)]
Category = Literal["top", "pants", "towel", "sweat_towel", "other"]


class Model(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


class Identify(Model):
    """Exactly one of the three."""

    phone: Annotated[str, Field(max_length=30)] | None = None
    nfc_uid: Annotated[str, Field(pattern=r"^[0-9A-Fa-f]{4,40}$")] | None = None
    member_id: Id | None = None

    @model_validator(mode="after")
    def _one(self) -> "Identify":
        if sum(value is not None for value in (self.phone, self.nfc_uid, self.member_id)) != 1:
            raise ValueError("give one of phone, nfc_uid, member_id")
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
    name: Name
    phone: Annotated[str, Field(max_length=30)]
    pin: Pin | None = None
    status: Literal["active", "inactive", "suspended"] | None = None


class NewPass(Model):
    """Count passes for now; `category` left out pays for any. `valid_days` from now, None never ends."""

    kind: Literal["count", "voucher", "subscription"]
    count: Annotated[int, Field(ge=1, le=100_000)] | None = None
    category: Category | None = None
    name: Name | None = None
    valid_days: Annotated[int, Field(ge=1, le=36_500)] | None = None
    reason: Annotated[str, Field(max_length=200)] | None = None
    product_id: Id | None = None
    amount: Annotated[int, Field(ge=1)] | None = None
    daily_limits: dict[Category, int] | None = None
    valid_until: str | None = None


class Adjustment(Model):
    amount: Annotated[int, Field(ge=-10_000_000, le=10_000_000)]
    reason: Annotated[str, Field(min_length=1, max_length=200)]


class ProductEdit(Model):
    name: Name | None = None
    price: Annotated[int, Field(ge=0, le=10_000_000)] | None = None
    enabled: bool | None = None
    display_order: Annotated[int, Field(ge=0, le=100_000)] | None = None


class DeviceCommand(Model):
    """`stock` goes with SET_STOCK and nothing else."""

    cmd: Literal["STATUS", "SET_STOCK", "STOP", "LOCK", "UNLOCK", "HOME", "REBOOT", "CLEAR_ERROR"]
    stock: Annotated[int, Field(ge=0, le=30)] | None = None

    @model_validator(mode="after")
    def _stock_belongs(self) -> "DeviceCommand":
        if (self.cmd == "SET_STOCK") != (self.stock is not None):
            raise ValueError("stock goes with SET_STOCK")
        return self


class Resolution(Model):
    outcome: Literal["dispensed", "failed"]
