"""What comes from Redis: the tab `device_status`, the column `stock`."""

from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

import pytest
from redis import Redis

from services.sheets_sync.recorder import Recorder, Row
from services.sheets_sync.refresher import HEARTBEATS_MS, Refresher
from shared import device_state
from shared.keys import Keys
from tests.unit.sheets_sync.conftest import Folder, Sync

UUID = "FBOX-004B1238C424"
SEEN = 1_700_000_000_000
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
class Gym:
    """A dispenser that speaks through Redis, and a clock that stands still."""

    redis: Redis
    keys: Keys
    refresher: Refresher = field(init=False)
    now: int = SEEN

    def hears(self, **told: object) -> None:
        self.redis.sadd(self.keys.devices, UUID)
        self.redis.hset(self.keys.device(UUID), mapping=device_state.encode(told))
        self.redis.set(self.keys.online(UUID), 1, ex=90)

    def refresh(self) -> None:
        self.refresher.refresh()


@pytest.fixture
def gym(redis: Redis, keys: Keys, recorder: Recorder) -> Gym:
    gym = Gym(redis, keys)
    gym.refresher = Refresher(redis, keys, recorder, ZoneInfo("Asia/Seoul"), lambda: gym.now)
    gym.hears(**TOLD)
    return gym


def test_a_dispenser_has_a_row_with_what_it_last_said(folder: Folder, gym: Gym) -> None:
    gym.refresh()
    assert folder.rows("device_status") == [
        {
            "device_uuid": UUID,
            "mac_address": "00:4B:12:38:C4:24",
            "device_name": "수건",
            "category": "towel",
            "size": "FREE",
            "stock": "7",
            "status": "online",
            "wifi_rssi": "-61",
            "last_heartbeat": "2023-11-15 07:13:50",
            "ip_address": "10.0.0.5",
            "firmware_version": "3.0.0",
            "first_seen_at": "2023-11-15 07:13:20",
            "updated_at": "2023-11-15 07:14:20",
        }
    ]


@pytest.mark.lesson(3)
def test_a_dispenser_whose_key_has_gone_is_offline(folder: Folder, gym: Gym) -> None:
    gym.refresh()
    gym.redis.delete(gym.keys.online(UUID))
    gym.refresh()
    assert folder.rows("device_status")[0]["status"] == "offline"


def test_a_dispenser_that_redis_has_forgotten_is_offline(folder: Folder, gym: Gym) -> None:
    gym.refresh()
    gym.redis.flushall()
    gym.refresh()
    (row,) = folder.rows("device_status")
    assert (row["status"], row["stock"]) == ("offline", "7")


@pytest.mark.lesson(5)
def test_stock_in_the_workbook_is_what_the_dispenser_says_not_what_the_sheet_says(
    folder: Folder, sync: Sync, gym: Gym
) -> None:
    sync.send("products", "P-TOWEL", name="수건", device_uuid=UUID)
    folder.saves("products", "product_id,device_uuid,stock,name", f"P-TOWEL,{UUID},30,내 수건", "P-X,FBOX-0,4,x")
    gym.refresh()
    assert [(row["stock"], row["name"]) for row in folder.rows("products")] == [("7", "내 수건"), ("4", "x")]


def test_a_product_is_not_added_by_its_dispenser(folder: Folder, gym: Gym) -> None:
    gym.refresh()
    assert folder.rows("products") == []


def test_a_product_that_the_owner_deletes_meanwhile_does_not_come_back_as_a_stock(
    folder: Folder, recorder: Recorder
) -> None:
    recorder.record([Row("products", "P-GONE", {"stock": 3})], may_add=False)
    assert folder.rows("products") == []


def test_nothing_is_written_when_nothing_has_changed(folder: Folder, sync: Sync, gym: Gym) -> None:
    sync.send("products", "P-TOWEL", device_uuid=UUID)
    gym.refresh()
    before = [folder.file(tab).stat() for tab in ("device_status", "products")]
    gym.refresh()
    assert [folder.file(tab).stat() for tab in ("device_status", "products")] == before


def test_heartbeats_alone_are_written_once_a_minute(folder: Folder, gym: Gym) -> None:
    gym.refresh()
    gym.hears(last_heartbeat=SEEN + 90_000)
    gym.refresh()
    assert folder.rows("device_status")[0]["last_heartbeat"] == "2023-11-15 07:13:50"
    gym.now += HEARTBEATS_MS
    gym.refresh()
    assert folder.rows("device_status")[0]["last_heartbeat"] == "2023-11-15 07:14:50"


def test_stock_is_written_at_once(folder: Folder, gym: Gym) -> None:
    gym.refresh()
    gym.hears(stock=6)
    gym.refresh()
    assert folder.rows("device_status")[0]["stock"] == "6"
