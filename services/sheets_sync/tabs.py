"""The workbook's tabs: their columns, what names a row, and whose hand writes which cell."""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["text", "won", "count", "flag", "day", "limits", "pin"]
"""What a cell holds: `won`, `count` whole numbers; `flag` TRUE or FALSE; `day` a date, perhaps with a time, in the
gym's time; `limits` uses a day by category, as JSON; `pin` six digits, or what stands in their place."""

Hand = Literal["system", "owner", "new", "balance"]
"""Who writes a column: `new` is the owner's in a row he adds and the system's from then on; `balance` is both's, and
so merges as a change."""

NOTE = "sync_note"
MARK = "sync_mark"
SYNCED = "_synced"
SET = "set"
"""Stands in a PIN's place once it is taken over."""


@dataclass(frozen=True)
class Column:
    name: str
    kind: Kind = "text"
    hand: Hand = "system"


@dataclass(frozen=True)
class Tab:
    """`columns` in the order of a new tab's header; the first one's cell names the row.

    `assigns` is what a key begins with that the system gives to a row the owner added without one; empty where he
    names the row himself or may add none. `needs`: such a row is complete with a cell in one column of each group.
    Rows of an `append_only` tab are the system's alone, and new ones go to its end. `choices` are what a cell of a
    column may be.
    """

    name: str
    columns: tuple[Column, ...]
    assigns: str = ""
    needs: tuple[tuple[str, ...], ...] = ()
    append_only: bool = False
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    @property
    def key(self) -> str:
        return self.columns[0].name

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def of_hand(self, *hands: Hand) -> tuple[Column, ...]:
        return tuple(column for column in self.columns if column.hand in hands)

    @property
    def balance(self) -> str | None:
        """The column that two hands touch."""
        return next((column.name for column in self.of_hand("balance")), None)

    @property
    def is_read(self) -> bool:
        """Whether the owner has anything to say in it."""
        return bool(self.of_hand("owner", "new", "balance"))


def _columns(text: str) -> tuple[Column, ...]:
    """`name:kind:hand`, both defaulting as Column does."""
    made = []
    for word in text.split():
        name, kind, hand = (*word.split(":"), "", "")[:3]
        made.append(Column(name, kind or "text", hand or "system"))  # type: ignore[arg-type]
    return tuple(made)


def _tab(
    name: str, columns: str, assigns: str = "", needs: str = "", append_only: bool = False, **choices: tuple[str, ...]
) -> Tab:
    groups = tuple(tuple(group.split("|")) for group in needs.split())
    return Tab(name, _columns(columns), assigns, groups, append_only, choices)


STATUSES = ("active", "inactive", "suspended")
CATEGORIES = ("top", "pants", "towel", "sweat_towel", "other")
FLAGS = ("TRUE", "FALSE")

_ALL = (
    _tab(
        "members",
        "member_id name::owner phone::owner payment_password:pin:owner status::owner notes::owner"
        " created_at:day updated_at:day sync_note",
        assigns="M",
        needs="name phone",
        status=STATUSES,
    ),
    _tab(
        "products",
        "product_id gym_id name::owner category size price:won:owner enabled:flag:owner display_order:count:owner"
        " device_uuid stock:count updated_at:day sync_note",
        enabled=FLAGS,
    ),
    _tab(
        "voucher_products",
        "product_id name::owner price:won:owner charge_amount:won:owner validity_days:count:owner"
        " bonus_product_id::owner is_bonus:flag:owner enabled:flag:owner updated_at:day sync_note",
        assigns="VCH",
        needs="name charge_amount",
        is_bonus=FLAGS,
        enabled=FLAGS,
    ),
    _tab(
        "member_vouchers",
        "voucher_id member_id::new voucher_product_id::new original_amount:won remaining_amount:won:balance"
        " parent_voucher_id valid_from:day valid_until:day status created_at:day updated_at:day"
        " remaining_amount_synced:won sync_mark:count sync_note",
        assigns="V",
        needs="member_id voucher_product_id|remaining_amount",
    ),
    _tab(
        "subscription_products",
        "product_id name::owner price:won:owner validity_days:count:owner daily_limits:limits:owner"
        " enabled:flag:owner sync_note",
        assigns="SUB",
        needs="name daily_limits",
        enabled=FLAGS,
    ),
    _tab(
        "member_subscriptions",
        "subscription_id member_id::new subscription_product_id::new valid_from:day:new valid_until:day status"
        " daily_limits:limits created_at:day updated_at:day sync_note",
        assigns="S",
        needs="member_id subscription_product_id",
    ),
    _tab(
        "member_passes",
        "pass_id member_id::new category::new count:count:new remaining_count:count:balance status valid_from:day"
        " valid_until:day created_at:day updated_at:day remaining_count_synced:count sync_mark:count sync_note",
        assigns="P",
        needs="member_id count|remaining_count",
        category=CATEGORIES,
    ),
    _tab("config", "key value::owner sync_note"),
    _tab(
        "voucher_transactions",
        "id voucher_id member_id amount:won balance_before:won balance_after:won transaction_type rental_log_id"
        " created_at:day",
        append_only=True,
    ),
    _tab(
        "subscription_usage",
        "id subscription_id member_id usage_date:day category used_count:count",
        append_only=True,
    ),
    _tab(
        "rental_history",
        "rental_id member_id locker_number product_id product_name device_uuid quantity:count payment_type"
        " subscription_id amount:won created_at:day result",
        append_only=True,
    ),
    _tab(
        "device_status",
        "device_uuid mac_address device_name category size stock:count status wifi_rssi:count last_heartbeat:day"
        " ip_address firmware_version first_seen_at:day updated_at:day",
    ),
    _tab(
        "event_logs",
        "log_id timestamp:day event_type severity device_uuid member_id product_id details",
        append_only=True,
    ),
)
TABS = {tab.name: tab for tab in _ALL}
READ = tuple(tab.name for tab in _ALL if not tab.append_only)
"""Tabs that every round reads whole: the owner's, and the dispensers'."""
