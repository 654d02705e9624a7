"""The table of events, against the list in docs/protocol.md (and the record of how the first system missed one)."""

from typing import Any

import pytest

from services.device_gateway.events import EVENTS
from tests.unit.device_gateway.conftest import Gateway, boot, delivery

FIELD_EVENTS: list[tuple[str, dict[str, Any]]] = [
    ("heartbeat", {"stock": 3, "doorState": "closed", "locked": False, "wifiRssi": -60}),
    ("status", {"macAddress": "00:4B", "size": "L", "stock": 3, "floorState": "moving", "locked": True}),
    ("dispense_complete", {"stock": 2}),
    ("dispense_failed", {"reason": "motor_stuck", "stock": 3}),
    ("door_opened", {}),
    ("door_closed", {"stock": 3, "sensorAvailable": True}),
    ("stock_updated", {"stock": 9, "source": "sensor", "needsVerification": False}),
    ("stock_low", {"stock": 5}),
    ("stock_empty", {"stock": 0}),
    ("error", {"errorCode": "E004", "errorMessage": "busy"}),
    ("home_failed", {"reason": "no floor"}),
    ("motor_error", {"errorMessage": "stall"}),
    ("wifi_reconnected", {"ipAddress": "192.168.0.7"}),
    ("mqtt_reconnected", {}),
    ("offline", {}),
    ("update_complete", {"version": "3.1.0", "before": "3.0.0"}),
    ("update_failed", {"version": "3.1.0", "reason": "bad_hash"}),
    ("nfc", {"uid": "5A41B914524189"}),
]
NOT_FOR_THE_LEDGER = {"heartbeat", "status", "nfc"}


@pytest.mark.lesson(2)
def test_the_table_knows_every_event_of_the_protocol_before_any_connection() -> None:
    assert set(EVENTS) == {"boot_complete", *(name for name, _ in FIELD_EVENTS)}


@pytest.mark.lesson(2)
def test_the_table_cannot_be_registered_into_at_run_time() -> None:
    with pytest.raises(TypeError):
        EVENTS["late"] = EVENTS["heartbeat"]  # type: ignore[index]


@pytest.mark.parametrize(("event", "fields"), FIELD_EVENTS)
@pytest.mark.parametrize("extra", [{}, {"seq": 40, "commandId": "item-1", "motorMs": 900}])
def test_every_event_is_taken_from_either_firmware(
    gateway: Gateway, event: str, fields: dict[str, Any], extra: dict[str, Any]
) -> None:
    gateway.hear(delivery(event, **fields, **extra))
    assert gateway.count(f"event.{event}") == 1
    assert gateway.refused() == []


@pytest.mark.parametrize(("event", "fields"), FIELD_EVENTS)
def test_business_events_reach_the_ledger_once_and_nothing_else_does(
    gateway: Gateway, event: str, fields: dict[str, Any]
) -> None:
    gateway.hear(delivery(event, **fields))
    assert [job["event"] for job in gateway.jobs()] == ([] if event in NOT_FOR_THE_LEDGER else [event])


def test_the_ledger_gets_the_checked_fields_under_their_wire_names(gateway: Gateway) -> None:
    gateway.hear(delivery("dispense_failed", reason="no_stock", stock=0, commandId="item-1", nonsense=[1], seq=4))
    (job,) = gateway.jobs()
    assert job["data"] == {"reason": "no_stock", "stock": 0, "commandId": "item-1", "seq": 4, "timestamp": 12}
    assert job["device_uuid"] == "FBOX-004B1238C424"
    assert job["received_at"] == 1_700_000_000_000


def test_a_boot_is_for_the_ledger_so_that_an_unknown_device_gets_its_product(gateway: Gateway) -> None:
    gateway.hear(boot())
    (job,) = gateway.jobs()
    assert (job["event"], job["data"]["category"], job["data"]["deviceName"]) == ("boot_complete", "towel", "수건")


def test_a_card_reader_does_not_become_a_dispenser(gateway: Gateway) -> None:
    gateway.hear(delivery("nfc", uid="5A41B914524189"))
    assert gateway.redis.smembers(gateway.keys.devices) == set()


@pytest.mark.parametrize(("command_id", "told"), [("cmd_7f", ["status"]), ("prb_7f", []), ("itm_7f", []), (None, [])])
def test_a_status_reaches_the_ledger_where_an_operator_waits_for_it(
    gateway: Gateway, command_id: str | None, told: list[str]
) -> None:
    gateway.hear(delivery("status", stock=3, commandId=command_id))
    assert [job["event"] for job in gateway.jobs()] == told
