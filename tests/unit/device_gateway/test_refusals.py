"""Messages the gateway cannot use: acknowledged, counted and kept, never fatal, never dropped in silence."""

import pytest

from services.device_gateway import batch
from services.device_gateway.messages import Delivery, Heard
from tests.unit.device_gateway.conftest import AT, Gateway, delivery, raw

UNUSABLE = [
    ("not_json", raw(b"\xff\xfe garbage")),
    ("not_json", raw(b"")),
    ("not_json", raw(b'{"event":"heartbeat","stock":NaN}')),
    ("not_json", raw(b"[" * 2000)),
    ("not_json", raw(b'{"event":"heartbeat","stock":' + b"9" * 1900)),
    ("not_object", raw(b'["heartbeat"]')),
    ("unknown_event", raw(b"{}")),
    ("unknown_event", delivery("heart_beat")),
    ("unknown_event", raw(b'{"event":["heartbeat"]}')),
    ("bad_field", delivery("heartbeat", stock="7")),
    ("bad_field", delivery("heartbeat", stock=True)),
    ("bad_field", delivery("heartbeat", stock=-1)),
    ("bad_field", delivery("heartbeat", stock=7.5)),
    ("bad_field", delivery("heartbeat", seq=2**63)),
    ("bad_field", delivery("heartbeat", locked=1)),
    ("bad_field", delivery("heartbeat", doorState="ajar")),
    ("bad_field", delivery("boot_complete", category="shoes")),
    ("bad_field", delivery("boot_complete", stock=3)),
    ("bad_field", delivery("boot_complete", category="top", deviceName="\ud800")),
    ("bad_field", delivery("boot_complete", category="top", heartbeatInterval=0)),
    ("bad_field", delivery("status", lastCommands=[{"commandId": "a"}])),
    ("bad_field", delivery("status", lastCommands={"a": "dispensed"})),
    ("bad_field", delivery("nfc")),
    ("oversized", delivery("error", errorMessage="x" * 2048)),
    ("bad_topic", raw(b'{"event":"heartbeat"}', topic="fbox/FBOX-12/status")),
    ("bad_topic", raw(b'{"event":"heartbeat"}', topic="")),
]


@pytest.mark.parametrize(("kind", "message"), UNUSABLE)
def test_an_unusable_message_is_counted_kept_and_acknowledged(gateway: Gateway, kind: str, message: Delivery) -> None:
    gateway.hear(message)
    assert gateway.count(f"refused.{kind}") == 1
    (kept,) = gateway.refused()
    assert kept["at"] == AT
    assert kept["topic"] == message.topic
    assert kept["reason"].startswith(kind)
    assert gateway.acknowledged == [message]
    assert gateway.redis.smembers(gateway.keys.devices) == set()


def test_good_messages_beside_an_unusable_one_are_taken(gateway: Gateway) -> None:
    gateway.hear(delivery("heartbeat", stock=3), raw(b"?"), delivery("heartbeat", uuid="FBOX-000000000001", stock=4))
    assert gateway.state().stock == 3
    assert gateway.state("FBOX-000000000001").stock == 4


def test_the_payload_is_kept_in_part_only(gateway: Gateway) -> None:
    gateway.hear(raw(b"x" * 3000))
    assert gateway.refused()[0]["payload"] == "x" * 512


def test_the_newest_two_hundred_refusals_are_kept(gateway: Gateway) -> None:
    gateway.hear(*(raw(f"old {number}".encode()) for number in range(150)))
    gateway.hear(*(raw(f"new {number}".encode()) for number in range(150)))
    kept = gateway.refused()
    assert len(kept) == 200
    assert kept[0]["payload"] == "new 149"
    assert gateway.count("refused.not_json") == 300


def test_an_unknown_event_name_never_becomes_a_counter_of_its_own(gateway: Gateway) -> None:
    gateway.hear(*(delivery(f"made_up_{number}") for number in range(20)))
    assert gateway.redis.hkeys(gateway.keys.counters) == ["refused.unknown_event"]


def test_a_message_that_breaks_the_parser_is_refused_like_any_other(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Delivery) -> Heard:
        raise KeyError("a defect")

    monkeypatch.setattr(batch, "parse", broken)
    gateway.hear(delivery("heartbeat"))
    assert gateway.count("refused.broke_the_parser") == 1


def test_where_topic_and_payload_disagree_the_topic_counts(gateway: Gateway) -> None:
    gateway.hear(delivery("heartbeat", deviceUUID="FBOX-FFFFFFFFFFFF", stock=3))
    assert gateway.state().stock == 3
    assert gateway.count("uuid_mismatch") == 1


def test_builds_that_say_device_id_are_understood(gateway: Gateway) -> None:
    gateway.hear(raw(b'{"event":"heartbeat","deviceId":"FBOX-004B1238C424","stock":3}'))
    assert gateway.state().stock == 3
    assert gateway.count("uuid_mismatch") == 0


def test_an_absent_or_null_field_overwrites_nothing(gateway: Gateway) -> None:
    gateway.hear(delivery("heartbeat", stock=3, wifiRssi=-50))
    gateway.hear(delivery("heartbeat", stock=None, commandId=None))
    assert (gateway.state().stock, gateway.state().wifi_rssi) == (3, -50)
