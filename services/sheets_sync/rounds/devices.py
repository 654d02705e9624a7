"""What only Redis knows: the dispensers' state and stock, as edits of the workbook. Pure."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from services.sheets_sync.rounds.rows import Row
from services.sheets_sync.workbook import Cell, Edit
from shared.cells import as_text
from shared.clock import local_text
from shared.device_state import DeviceState

STATUS, PRODUCTS = "device_status", "products"
ONLINE, OFFLINE = "online", "offline"
RESTLESS = frozenset({"wifi_rssi", "last_heartbeat", "updated_at"})
"""Columns that move with every heartbeat."""

Rows = Mapping[str, Row]


def status_edits(states: Mapping[str, DeviceState], rows: Rows, zone: ZoneInfo, heartbeats: bool) -> Iterator[Edit]:
    """Rows of `device_status`; one whose device Redis has forgotten says that it is offline.

    Heartbeats alone are told only where `heartbeats` says so: neither an SD card nor a quota lives for ever.
    """
    told: dict[str, dict[str, Cell]] = {uuid: {"status": OFFLINE} for uuid in rows if uuid not in states}
    told |= {uuid: _status(state, zone) for uuid, state in states.items()}
    for uuid, values in told.items():
        row = rows.get(uuid)
        cells = values if row is None else _differing(row, values)
        if heartbeats or cells.keys() - RESTLESS:
            yield from _edit(STATUS, uuid, cells, row, guarded=False)


def stock_edits(states: Mapping[str, DeviceState], rows: Rows) -> Iterator[Edit]:
    """The column `stock` of `products`, where the product's dispenser has said one."""
    for product_id, row in rows.items():
        state = states.get(row.text("device_uuid"))
        if state and state.stock is not None:
            yield from _edit(PRODUCTS, product_id, _differing(row, {"stock": state.stock}), row, guarded=True)


def _edit(tab: str, key: str, cells: dict[str, Cell], row: Row | None, guarded: bool) -> Iterator[Edit]:
    """Of the tab that is the dispensers' alone the next round compares all cells again, whatever happened to them. In
    `products` a figure that hits another column, as he inserts one, may not stay there."""
    if cells:
        yield Edit(tab, key, cells, row.line if row else None, guarded=guarded)


def _differing(row: Row, values: Mapping[str, Cell]) -> dict[str, Cell]:
    return {column: cell for column, cell in values.items() if row.text(column) != as_text(cell)}


def _status(state: DeviceState, zone: ZoneInfo) -> dict[str, Cell]:
    return {
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
