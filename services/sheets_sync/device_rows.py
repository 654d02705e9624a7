"""What Redis knows of the dispensers, as rows of the workbook."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from services.sheets_sync.recorder import Row
from services.sheets_sync.workbook import Rows
from shared.clock import local_text
from shared.device_state import DeviceState

ONLINE = "online"
OFFLINE = "offline"
RESTLESS = frozenset({"wifi_rssi", "last_heartbeat", "updated_at"})
"""Columns that move with every heartbeat."""


def status_rows(states: Mapping[str, DeviceState], now: Rows, zone: ZoneInfo) -> list[Row]:
    """Rows of `device_status`; one whose device Redis has forgotten says that it is offline."""
    forgotten = [Row("device_status", uuid, {"status": OFFLINE}) for uuid in now if uuid not in states]
    return [_status(state, zone) for state in states.values()] + forgotten


def _status(state: DeviceState, zone: ZoneInfo) -> Row:
    values = {
        "device_uuid": state.uuid,
        "mac_address": state.mac_address,
        "device_name": state.name,
        "category": state.category,
        "size": state.size,
        "stock": "" if state.stock is None else state.stock,
        "status": ONLINE if state.online else OFFLINE,
        "wifi_rssi": "" if state.wifi_rssi is None else state.wifi_rssi,
        "last_heartbeat": local_text(state.last_heartbeat, zone),
        "ip_address": state.ip_address,
        "firmware_version": state.firmware_version,
        "first_seen_at": local_text(state.first_seen, zone),
        "updated_at": local_text(state.last_heard, zone),
    }
    return Row("device_status", state.uuid, values)


def stock_rows(states: Mapping[str, DeviceState], products: Rows) -> list[Row]:
    """The column `stock` of `products`, where the product's dispenser has said one."""
    rows = []
    for product_id, cells in products.items():
        state = states.get(cells.get("device_uuid", ""))
        if state and state.stock is not None:
            rows.append(Row("products", product_id, {"stock": state.stock}))
    return rows


def is_news(row: Row, now: Rows) -> bool:
    """Whether more differs than what moves with every heartbeat."""
    held = now.get(row.key, {})
    return any(held.get(column, "") != str(value) for column, value in row.values.items() if column not in RESTLESS)
