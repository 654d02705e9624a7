"""Devices served for real: the field firmware's double, and the wire of ours."""

from collections.abc import Iterator

import pytest
from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

from shared.clock import now_ms
from shared.jobs.devices import Dispense
from shared.redis_client import run_id
from tests.integration.device_gateway.rig import UUID, Rig, until
from tests.support.field_device import FieldDevice


@pytest.fixture
def field(rig: Rig) -> Iterator[FieldDevice]:
    rig.serving_gateway()
    with FieldDevice(UUID, "127.0.0.1", rig.mqtt_port, stock=3, uuid_field="deviceId") as device:
        until(lambda: (state := rig.state()) and state.online)
        yield device


def order(rig: Rig, command_id: str, seconds: float = 10) -> Dispense:
    return Dispense(UUID, command_id, 1, now_ms() + round(seconds * 1000), run_id(rig.client))


@pytest.mark.lesson(9)
def test_field_firmware_is_served_as_it_is(rig: Rig, field: FieldDevice) -> None:
    state = rig.state()
    assert state
    assert (state.stock, state.category, state.name, state.knows_ids) == (3, "towel", "수건", False)
    assert 90 < int(rig.client.ttl(rig.keys.online(UUID))) <= 120
    rig.order(order(rig, "item-1"))
    field.wait(lambda device: device.garments == 1)
    until(lambda: (state := rig.state()) and state.stock == 2)
    assert "commandId" not in field.commands[0]
    assert "dispense_complete" in [event["event"] for event in rig.ledger_events()]


def test_an_order_a_killed_worker_left_behind_gives_field_firmware_no_second_garment(
    rig: Rig, field: FieldDevice
) -> None:
    first = order(rig, "item-1")
    rig.order(first)
    field.wait(lambda device: device.garments == 1)
    rig.order(first)
    rig.order(order(rig, "item-2"))
    field.wait(lambda device: device.garments == 2)
    until(lambda: rig.counted("dispense.repeated") == 1)
    assert field.garments == 2


def test_an_order_made_before_redis_started_anew_gives_field_firmware_no_garment(
    rig: Rig, field: FieldDevice
) -> None:
    rig.order(Dispense(UUID, "item-1", 1, now_ms() + 10_000, "an earlier run"))
    until(lambda: rig.counted("dispense.old_redis") == 1)
    rig.order(order(rig, "item-2"))
    field.wait(lambda device: device.garments == 1)


@pytest.mark.lesson(10)
def test_an_answer_lost_on_the_way_shows_in_the_next_heartbeat(rig: Rig, field: FieldDevice) -> None:
    before = rig.state()
    field.lose_answer = True
    rig.order(order(rig, "item-1"))
    field.wait(lambda device: device.garments == 1)
    field.heartbeat()
    until(lambda: (state := rig.state()) and state.stock == 2)
    after = rig.state()
    assert before
    assert after
    assert before.evidence == after.evidence


@pytest.mark.lesson(9)
def test_a_dropped_connection_of_our_firmware_shows_at_once_through_its_last_will(rig: Rig) -> None:
    rig.serving_gateway()
    device = Client(CallbackAPIVersion.VERSION2, UUID, protocol=MQTTProtocolVersion.MQTTv311)
    device.will_set(f"fbox/{UUID}/status", '{"event":"offline","deviceUUID":"%s"}' % UUID, 1)  # noqa: UP031
    device.connect("127.0.0.1", rig.mqtt_port)
    device.loop_start()
    rig.say("boot_complete", category="top", heartbeatInterval=30, commandMark=0, seq=1)
    until(lambda: (state := rig.state()) and state.online)
    link = device.socket()
    assert link
    link.close()
    until(lambda: (state := rig.state()) and not state.online)
    device.disconnect()
    device.loop_stop()


def test_our_firmware_gets_its_order_with_id_number_and_an_expiry(rig: Rig) -> None:
    rig.serving_gateway()
    rig.say("boot_complete", category="top", heartbeatInterval=30, commandMark=0, seq=1)
    until(lambda: (state := rig.state()) and state.knows_ids)
    got: list[bytes] = []
    device = Client(CallbackAPIVersion.VERSION2, UUID, protocol=MQTTProtocolVersion.MQTTv311)
    device.on_connect = lambda client, *_: client.subscribe(f"fbox/{UUID}/cmd", 1) and None
    device.on_subscribe = lambda *_: rig.order(order(rig, "item-1"))
    device.on_message = lambda _client, _userdata, message: got.append(bytes(message.payload))
    device.connect("127.0.0.1", rig.mqtt_port)
    device.loop_start()
    until(lambda: got)
    device.disconnect()
    device.loop_stop()
    assert b'"commandId":"item-1","commandSeq":1' in got[0]
