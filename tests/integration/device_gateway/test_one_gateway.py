"""Exactly one process holds exactly one MQTT connection, whatever happens to it."""

import signal

import pytest

from tests.integration.device_gateway.rig import Rig, until

CONNECTED = ("New client connected", "fbox-gateway-")


@pytest.mark.lesson(1)
@pytest.mark.lesson(6)
def test_a_second_gateway_stands_by_and_takes_over_when_the_first_is_killed(rig: Rig) -> None:
    first = rig.serving_gateway()
    second = rig.start_gateway()
    until(lambda: "standing by" in rig.output(second))
    rig.say("heartbeat", stock=7)
    until(rig.state)
    assert len(rig.broker_log(*CONNECTED)) == 1

    first.kill()
    until(lambda: len(rig.broker_log(*CONNECTED)) == 2)
    rig.say("heartbeat", stock=6)
    until(lambda: (state := rig.state()) and state.stock == 6)
    assert rig.broker_log("already connected") == []
    assert second.poll() is None


@pytest.mark.lesson(1)
def test_a_gateway_that_was_frozen_past_its_lease_ends_instead_of_connecting_again(rig: Rig) -> None:
    first = rig.serving_gateway()
    rig.start_gateway()
    first.send_signal(signal.SIGSTOP)
    until(lambda: len(rig.broker_log(*CONNECTED)) == 2)
    first.send_signal(signal.SIGCONT)
    assert first.wait(20) != 0
    assert len(rig.broker_log(*CONNECTED)) == 2


def test_a_gateway_told_to_stop_gives_the_lease_back_and_says_goodbye(rig: Rig) -> None:
    gateway = rig.serving_gateway()
    gateway.send_signal(signal.SIGTERM)
    assert gateway.wait(20) == 0
    assert rig.client.get(rig.keys.lease) is None
    until(lambda: rig.broker_log("Received DISCONNECT", "fbox-gateway-"))


def test_a_standby_told_to_stop_leaves_the_lease_alone(rig: Rig) -> None:
    rig.serving_gateway()
    second = rig.start_gateway()
    until(lambda: "standing by" in rig.output(second))
    second.send_signal(signal.SIGTERM)
    assert second.wait(20) == 0
    assert rig.client.get(rig.keys.lease)


@pytest.mark.lesson(1)
def test_without_redis_the_gateway_ends_and_one_started_then_waits_for_it(rig: Rig) -> None:
    gateway = rig.serving_gateway()
    rig.redis.kill()
    assert gateway.wait(20) != 0
    waiting = rig.start_gateway()
    until(lambda: "standing by" in rig.output(waiting))
    rig.redis.start()
    until(lambda: len(rig.broker_log(*CONNECTED)) == 2)


@pytest.mark.lesson(1)
def test_a_broker_that_was_killed_is_found_again_over_the_same_one_connection(rig: Rig) -> None:
    gateway = rig.serving_gateway()
    rig.broker.kill()
    until(lambda: rig.counted("broker.disconnected") == 1)
    rig.broker.start()
    until(lambda: rig.counted("broker.connected") == 2)
    rig.say("heartbeat", stock=3)
    until(lambda: (state := rig.state()) and state.stock == 3)
    assert gateway.poll() is None


def test_a_broker_that_comes_up_last_is_waited_for(rig: Rig) -> None:
    rig.broker.kill()
    gateway = rig.start_gateway()
    until(lambda: rig.client.get(rig.keys.lease))
    rig.broker.start()
    until(lambda: rig.counted("broker.connected") == 1)
    assert gateway.poll() is None
