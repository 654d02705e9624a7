"""What comes from Redis: the tab `device_status`, the column `stock`."""

from dataclasses import dataclass, replace

import pytest

from services.sheets_sync.rounds.round import HEARTBEATS_MS
from shared import device_state
from shared.keys import Keys
from tests.unit.sheets_sync.rounds.conftest import Office
from tests.unit.sheets_sync.rounds.paper import Paper

UUID = "FBOX-004B1238C424"
SEEN = 1_700_000_000_000
KEYS = Keys("gym-1")
TOLD = {
    "stock": 7,
    "category": "towel",
    "size": "FREE",
    "name": "수건",
    "firmware_version": "3.0.0",
    "mac_address": "00:4B:12:38:C4:24",
    "ip_address": "10.0.0.5",
    "wifi_rssi": -61,
    "first_seen": SEEN,
    "last_heard": SEEN + 60_000,
    "last_heartbeat": SEEN + 30_000,
}


@dataclass
class Dispenser:
    """It speaks through Redis."""

    office: Office

    def says(self, **told: object) -> None:
        redis = self.office.redis
        redis.sadd(KEYS.devices, UUID)
        redis.hset(KEYS.device(UUID), mapping=device_state.encode(told))
        redis.set(KEYS.online(UUID), 1)


@pytest.fixture
def dispenser(office: Office) -> Dispenser:
    one = Dispenser(office)
    one.says(**TOLD)
    office.round()
    return one


def test_a_dispenser_has_a_row_with_what_it_last_said(paper: Paper, dispenser: Dispenser) -> None:
    assert paper.rows["device_status"] == [
        {
            "device_uuid": UUID,
            "mac_address": "00:4B:12:38:C4:24",
            "device_name": "수건",
            "category": "towel",
            "size": "FREE",
            "stock": 7,
            "status": "online",
            "wifi_rssi": -61,
            "last_heartbeat": "2023-11-15 07:13:50",
            "ip_address": "10.0.0.5",
            "firmware_version": "3.0.0",
            "first_seen_at": "2023-11-15 07:13:20",
            "updated_at": "2023-11-15 07:14:20",
        }
    ]


@pytest.mark.lesson(3)
def test_a_dispenser_whose_key_has_gone_is_offline(office: Office, paper: Paper, dispenser: Dispenser) -> None:
    office.redis.delete(KEYS.online(UUID))
    office.round()
    assert paper.row("device_status", UUID)["status"] == "offline"


def test_a_dispenser_that_redis_has_forgotten_is_offline(office: Office, paper: Paper, dispenser: Dispenser) -> None:
    office.redis.flushall()
    office.round()
    row = paper.row("device_status", UUID)
    assert (row["status"], row["stock"]) == ("offline", 7)


@pytest.mark.lesson(5)
def test_stock_in_the_workbook_is_what_the_dispenser_says_not_what_the_sheet_says(
    office: Office, paper: Paper, dispenser: Dispenser
) -> None:
    office.send("products", "P-TOWEL", 1, device_uuid=UUID)
    office.settle()
    paper.types("products", "P-TOWEL", stock=30)
    office.settle()
    assert paper.row("products", "P-TOWEL")["stock"] == 7


def test_a_stock_that_hit_another_column_of_a_product_is_put_back_and_written_where_it_belongs(
    office: Office, paper: Paper, dispenser: Dispenser
) -> None:
    office.send("products", "P-TOWEL", 1, device_uuid=UUID)
    office.settle()
    row = paper.row("products", "P-TOWEL")

    def inserts_a_column() -> None:
        [one] = [one for one in paper.replaced if one.wrote == {"stock": 6}]
        row.update(device_uuid=6, stock=7)
        paper.replaced = [replace(one, line={**row, "device_uuid": UUID}, wrote={"device_uuid": 6}, shifted=True)]

    dispenser.says(stock=6)
    office.round()
    inserts_a_column()
    office.settle()
    assert (row["device_uuid"], row["stock"]) == (UUID, 6)
    office.settle()
    assert paper.replaced == [] or all(one.wrote == {"stock": 6} for one in paper.replaced)


def test_a_change_of_stock_costs_one_write(office: Office, paper: Paper, dispenser: Dispenser) -> None:
    office.send("products", "P-TOWEL", 1, device_uuid=UUID)
    office.settle()
    dispenser.says(stock=6)
    before = paper.calls.count("write")
    office.settle()
    assert paper.calls.count("write") == before + 1


def test_a_product_is_not_added_by_its_dispenser(paper: Paper, dispenser: Dispenser) -> None:
    assert paper.rows["products"] == []


def test_heartbeats_alone_are_written_once_a_minute(office: Office, paper: Paper, dispenser: Dispenser) -> None:
    dispenser.says(last_heartbeat=SEEN + 90_000)
    office.round()
    assert paper.row("device_status", UUID)["last_heartbeat"] == "2023-11-15 07:13:50"
    office.now += HEARTBEATS_MS
    office.round()
    assert paper.row("device_status", UUID)["last_heartbeat"] == "2023-11-15 07:14:50"


def test_stock_is_written_at_once(office: Office, paper: Paper, dispenser: Dispenser) -> None:
    dispenser.says(stock=6)
    office.round()
    assert paper.row("device_status", UUID)["stock"] == 6


def test_a_row_of_a_dispenser_leaves_no_copy(office: Office, paper: Paper, dispenser: Dispenser) -> None:
    dispenser.says(stock=6)
    office.round()
    assert paper.replaced == []
