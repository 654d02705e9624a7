"""Events that move stock or money are acknowledged only after they are stored, and survive every kill."""

import os
import signal

import pytest
from paho.mqtt import publish

from tests.integration.device_gateway.rig import Rig, until

TO_GATEWAY = ("Sending PUBLISH", "fbox-gateway-", "q1")
FROM_GATEWAY = ("Received PUBACK", "fbox-gateway-")


@pytest.mark.lesson(10)
def test_a_gateway_killed_between_receipt_and_storing_gets_the_event_again(rig: Rig) -> None:
    gateway = rig.serving_gateway()
    os.kill(rig.redis.pid, signal.SIGSTOP)
    rig.say("dispense_complete", stock=4, seq=8, commandId="item-1")
    until(lambda: rig.broker_log(*TO_GATEWAY))
    gateway.kill()
    gateway.wait()
    assert rig.broker_log(*FROM_GATEWAY) == []

    os.kill(rig.redis.pid, signal.SIGCONT)
    rig.serving_gateway()
    until(lambda: rig.broker_log(*FROM_GATEWAY))
    assert {event["data"]["commandId"] for event in rig.ledger_events()} == {"item-1"}
    assert len({event["digest"] for event in rig.ledger_events()}) == 1
    state = rig.state()
    assert state
    assert state.stock == 4


@pytest.mark.lesson(10)
def test_what_happens_while_no_gateway_runs_is_told_to_the_next_one(rig: Rig) -> None:
    gateway = rig.serving_gateway()
    gateway.kill()
    gateway.wait()
    for seq in range(1, 201):
        rig.say_raw(b'{"event":"stock_updated","stock":%d,"seq":%d,"source":"manual"}' % (seq % 30, seq))
    rig.serving_gateway()
    until(lambda: len(rig.ledger_events()) == 200)
    assert [event["data"]["seq"] for event in rig.ledger_events()] == list(range(1, 201))


@pytest.mark.lesson(10)
def test_an_event_that_redis_could_not_take_is_taken_after_its_restart(rig: Rig) -> None:
    gateway = rig.serving_gateway()
    rig.redis.kill()
    rig.say("dispense_complete", stock=4, seq=8)
    assert gateway.wait(20) != 0
    assert rig.broker_log(*FROM_GATEWAY) == []
    rig.redis.start()
    rig.serving_gateway()
    until(lambda: len(rig.ledger_events()) == 1)


@pytest.mark.lesson(2)
def test_no_message_however_wrong_ends_the_gateway_or_goes_uncounted(rig: Rig) -> None:
    gateway = rig.serving_gateway()
    rig.say_raw(b"\x00\xffgarbage")
    rig.say_raw(b"x" * 5_000)
    rig.say_raw(b'{"event":"heartbeat","stock":"many"}')
    rig.say_raw(b'{"event":"boot_complete","category":"top","deviceName":"\\ud800"}')
    rig.say("reinvented")
    rig.say_raw(b'{"event":"heartbeat"}', topic="fbox/somebody/status")
    rig.say("heartbeat", stock=5)
    until(rig.state)
    kinds = ("not_json", "oversized", "bad_field", "unknown_event", "bad_topic")
    assert [rig.counted(f"refused.{kind}") for kind in kinds] == [1, 1, 2, 1, 1]
    assert rig.client.llen(rig.keys.refused) == 6
    until(lambda: len(rig.broker_log(*FROM_GATEWAY)) == 7)
    assert gateway.poll() is None


def test_a_retained_message_does_not_bring_a_device_online(rig: Rig) -> None:
    stranger = "FBOX-000000000009"
    publish.single(f"fbox/{stranger}/status", '{"event":"heartbeat"}', 1, True, "127.0.0.1", rig.mqtt_port, stranger)
    rig.serving_gateway()
    rig.say("heartbeat", stock=5)
    until(rig.state)
    assert rig.state(stranger) is None
