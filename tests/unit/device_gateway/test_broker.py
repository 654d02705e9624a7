"""How the one connection is set up, and what is never sent twice."""

import pytest
from paho.mqtt.client import Client, MQTTMessage

from services.device_gateway.broker import Broker
from services.device_gateway.connection import build_client, client_id
from services.device_gateway.inbox import Inbox
from services.device_gateway.messages import Delivery
from shared.config import Settings, load

SECRETS = {"FBOX_API_TOKEN": "x" * 16, "FBOX_KIOSK_SECRET": "x" * 16, "FBOX_OPERATOR_PASSWORD": "x" * 8}


def settings(**values: str) -> Settings:
    return load(SECRETS | {f"FBOX_{name.upper()}": value for name, value in values.items()})


@pytest.fixture
def client() -> Client:
    return build_client(settings())


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def broker(client: Client, inbox: Inbox) -> Broker:
    return Broker(client, inbox, lambda: None)


def message(mid: int = 5, topic: bytes = b"fbox/FBOX-004B1238C424/status") -> MQTTMessage:
    made = MQTTMessage(mid, topic)
    made.payload, made.qos = b"{}", 1
    return made


def connect_again(client: Client) -> None:
    """What paho does before each connection, up to opening the socket."""
    client._messages_reconnect_reset()
    assert client.on_pre_connect
    client.on_pre_connect(client, None)


@pytest.mark.lesson(1)
def test_every_site_and_password_has_its_own_client_id() -> None:
    ids = {
        client_id(settings(mqtt_url=url, site=site))
        for url in ("mqtt://h:1", "mqtt://gateway:a@h:1", "mqtt://gateway:b@h:1")
        for site in ("gym-1", "gym-2")
    }
    assert len(ids) == 6
    assert all(name.startswith("fbox-gateway-") for name in ids)


@pytest.mark.lesson(1)
def test_reconnection_backs_off_from_5_to_120_seconds_unless_told_otherwise(client: Client) -> None:
    assert (client._reconnect_min_delay, client._reconnect_max_delay) == (5, 120)
    other = build_client(settings(mqtt_reconnect_min="0.1", mqtt_reconnect_max="2"))
    assert (other._reconnect_min_delay, other._reconnect_max_delay) == (0.1, 2)


def test_name_and_password_come_from_the_url() -> None:
    client = build_client(settings(mqtt_url="mqtt://gateway:p%40ss@127.0.0.1:1883"))
    assert (client._username, client._password) == (b"gateway", b"p@ss")


def test_a_message_is_put_in_the_inbox_as_it_came(client: Client, inbox: Inbox, broker: Broker) -> None:
    client._handle_on_message(message())
    (delivery,) = inbox.take(10)
    assert isinstance(delivery, Delivery)
    assert delivery[:4] == ("fbox/FBOX-004B1238C424/status", b"{}", 1, 5)


def test_a_topic_that_is_not_utf8_ends_no_thread(client: Client, inbox: Inbox, broker: Broker) -> None:
    client._handle_on_message(message(topic=b"fbox/\xff/status"))
    (delivery,) = inbox.take(10)
    assert isinstance(delivery, Delivery)
    assert delivery.topic == ""


def test_a_defect_in_taking_a_message_ends_no_thread(
    client: Client, inbox: Inbox, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "receive", lambda _: 1 / 0)
    client._handle_on_message(message())


@pytest.mark.lesson(10)
def test_a_message_of_an_earlier_connection_is_not_acknowledged_on_this_one(
    client: Client, inbox: Inbox, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    acknowledged: list[int] = []
    monkeypatch.setattr(client, "ack", lambda mid, _qos: acknowledged.append(mid))
    connect_again(client)
    client._handle_on_message(message(5))
    connect_again(client)
    client._handle_on_message(message(6))
    for delivery in inbox.take(10):
        assert isinstance(delivery, Delivery)
        broker.acknowledge(delivery)
    assert acknowledged == [6]


def test_a_dispense_the_broker_did_not_confirm_is_not_sent_again_on_the_next_connection(
    client: Client, broker: Broker
) -> None:
    broker._connected.set()
    broker.publish_now("fbox/FBOX-004B1238C424/cmd", '{"cmd":"DISPENSE"}', 1, 10)
    broker.publish("fbox/FBOX-004B1238C424/cmd", '{"cmd":"LOCK"}', 1)
    connect_again(client)
    assert [bytes(waiting.payload) for waiting in client._out_messages.values()] == [b'{"cmd":"LOCK"}']


def test_a_dispense_is_not_even_kept_while_there_is_no_connection(client: Client, broker: Broker) -> None:
    assert not broker.publish_now("fbox/FBOX-004B1238C424/cmd", '{"cmd":"DISPENSE"}', 1, 10)
    assert not client._out_messages


def test_a_network_thread_that_was_never_started_does_not_count_as_alive(broker: Broker) -> None:
    assert not broker.alive


def test_a_network_thread_that_was_told_to_end_is_no_reason_to_give_up_the_lease(broker: Broker) -> None:
    broker.stop()
    assert broker.alive
