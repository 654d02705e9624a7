"""The workbook's tabs that the system writes so far: their columns, what names a row, and who writes what."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tab:
    """`columns` in the order of a new tab's header. The system writes `owner` columns only where they are blank.

    Rows of an `append_only` tab are the system's alone: each is added once, at the end.
    """

    name: str
    columns: tuple[str, ...]
    owner: frozenset[str] = frozenset()
    append_only: bool = False

    @property
    def key(self) -> str:
        """The column whose cell names the row."""
        return self.columns[0]


def _tab(name: str, columns: str, owner: str = "", *, append_only: bool = False) -> Tab:
    return Tab(name, tuple(columns.split()), frozenset(owner.split()), append_only)


_ALL = (
    _tab(
        "members",
        "member_id name phone payment_password status notes created_at updated_at",
        owner="name phone payment_password status notes",
    ),
    _tab(
        "products",
        "product_id gym_id name category size price enabled display_order device_uuid stock updated_at",
        owner="name price enabled display_order",
    ),
    _tab(
        "device_status",
        "device_uuid mac_address device_name category size stock status wifi_rssi last_heartbeat ip_address"
        " firmware_version first_seen_at updated_at",
    ),
    _tab(
        "rental_history",
        "rental_id member_id locker_number product_id product_name device_uuid quantity payment_type"
        " subscription_id amount created_at result",
        append_only=True,
    ),
    _tab(
        "event_logs",
        "log_id timestamp event_type severity device_uuid member_id product_id details",
        append_only=True,
    ),
)
TABS = {tab.name: tab for tab in _ALL}
