"""What events make of a device's state in Redis."""

import pytest

from services.device_gateway.messages import Delivery
from tests.unit.device_gateway.conftest import AT, UUID, Gateway, boot, delivery


@pytest.mark.lesson(5)
def test_a_boot_tells_who_the_device_is_and_what_it_holds(gateway: Gateway) -> None:
    gateway.hear(boot(stock=8, macAddress="00:4B:12:38:C4:24", ipAddress="192.168.0.5", wifiRssi=-41))
    state = gateway.state()
    assert (state.category, state.size, state.name, state.stock) == ("towel", "FREE", "수건", 8)
    assert (state.firmware_version, state.heartbeat_interval, state.command_mark) == ("3.0.0", 30, 0)
    assert (state.mac_address, state.ip_address, state.wifi_rssi) == ("00:4B:12:38:C4:24", "192.168.0.5", -41)
    assert state.online
    assert gateway.redis.smembers(gateway.keys.devices) == {UUID}


@pytest.mark.parametrize(
    "event",
    ["heartbeat", "status", "dispense_complete", "dispense_failed", "door_closed", "stock_low", "stock_empty"],
)
@pytest.mark.lesson(5)
def test_every_event_that_tells_the_stock_moves_it(gateway: Gateway, event: str) -> None:
    gateway.hear(boot(2, stock=10))
    gateway.hear(delivery(event, stock=4))
    assert gateway.state().stock == 4


@pytest.mark.lesson(9)
@pytest.mark.parametrize(
    ("heard", "seconds"),
    [
        ([boot(3)], 90),
        ([boot(3, heartbeatInterval=10)], 30),
        ([boot(3, heartbeatInterval=10), delivery("heartbeat", seq=2, stock=1)], 30),
        ([boot(2)], 120),
        ([boot(2), delivery("heartbeat", stock=1)], 120),
        ([delivery("heartbeat", stock=1)], 120),
        ([delivery("heartbeat", seq=2, stock=1)], 90),
        ([boot(3, heartbeatInterval=10), boot(2)], 120),
    ],
)
def test_a_device_counts_as_online_for_what_it_declared(
    gateway: Gateway, heard: list[Delivery], seconds: int
) -> None:
    for message in heard:
        gateway.hear(message)
    assert gateway.ttl() == seconds


@pytest.mark.lesson(9)
def test_a_last_will_takes_the_device_offline_at_once(gateway: Gateway) -> None:
    gateway.hear(boot(3))
    gateway.hear(delivery("offline", at=AT + 500))
    assert not gateway.state().online
    assert gateway.state().last_heard == AT


def test_a_heartbeat_after_the_last_will_brings_it_back(gateway: Gateway) -> None:
    gateway.hear(boot(3), delivery("offline"), delivery("heartbeat", seq=2, stock=9))
    assert gateway.state().online


def test_the_last_will_of_a_device_never_heard_makes_no_device(gateway: Gateway) -> None:
    gateway.hear(delivery("offline"))
    assert gateway.redis.keys("*device*") == []


def test_times_are_kept_by_this_machines_clock(gateway: Gateway) -> None:
    gateway.hear(boot(3))
    gateway.hear(delivery("heartbeat", seq=2, at=AT + 1000))
    gateway.hear(delivery("status", seq=3, at=AT + 2000))
    gateway.hear(delivery("stock_low", seq=4, stock=5, at=AT + 3000))
    state = gateway.state()
    assert (state.first_seen, state.last_heartbeat, state.status_heard, state.last_heard) == (
        AT,
        AT + 1000,
        AT + 2000,
        AT + 3000,
    )


def test_a_boot_counts_as_a_status(gateway: Gateway) -> None:
    gateway.hear(boot(3))
    assert gateway.state().status_heard == AT


def test_the_last_commands_are_known_by_their_ids(gateway: Gateway) -> None:
    told = [{"commandId": "b", "result": "unknown"}, {"commandId": "a", "result": "dispensed"}]
    gateway.hear(delivery("status", seq=9, commandMark=17, lastCommands=told))
    assert gateway.state().last_commands == {"b": "unknown", "a": "dispensed"}
    assert gateway.state().command_mark == 17


def test_a_status_without_last_commands_leaves_those_that_are_known(gateway: Gateway) -> None:
    gateway.hear(delivery("status", seq=9, lastCommands=[{"commandId": "a", "result": "dispensed"}]))
    gateway.hear(delivery("status", seq=10))
    assert gateway.state().last_commands == {"a": "dispensed"}


def test_an_empty_list_of_last_commands_replaces_an_older_one(gateway: Gateway) -> None:
    gateway.hear(delivery("status", seq=9, lastCommands=[{"commandId": "a", "result": "dispensed"}]))
    gateway.hear(delivery("status", seq=10, lastCommands=[]))
    assert gateway.state().last_commands == {}


def test_field_firmware_put_on_a_v3_device_knows_no_ids_any_more(gateway: Gateway) -> None:
    gateway.hear(boot(3, seq=500, commandMark=4, lastCommands=[{"commandId": "a", "result": "dispensed"}]))
    gateway.hear(boot(2))
    state = gateway.state()
    assert (state.knows_ids, state.last_commands, state.heartbeat_interval) == (False, {}, None)
    gateway.hear(boot(3, seq=1))
    assert gateway.state().knows_ids


def test_of_a_batch_of_heartbeats_the_last_is_written_and_all_are_counted(gateway: Gateway) -> None:
    gateway.hear(*(delivery("heartbeat", qos=0, stock=stock, seq=90 - stock) for stock in (9, 8, 7)))
    assert gateway.state().stock == 7
    assert gateway.count("event.heartbeat") == 3


def test_within_a_batch_order_is_kept(gateway: Gateway) -> None:
    gateway.hear(
        boot(2, stock=10), delivery("heartbeat", stock=9), delivery("stock_updated", stock=3, source="sensor")
    )
    assert gateway.state().stock == 3
    gateway.hear(delivery("stock_updated", stock=12, source="sensor"), delivery("heartbeat", stock=11))
    assert gateway.state().stock == 11
