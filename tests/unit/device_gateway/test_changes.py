"""Screens are told when a device would look different, and left alone otherwise (lesson 4)."""

from collections.abc import Callable, Iterator

import pytest

from shared.changes import Change, listen
from tests.unit.device_gateway.conftest import UUID, Gateway, boot, delivery, raw

Told = Callable[[], list[Change]]


@pytest.fixture
def told(gateway: Gateway) -> Iterator[Told]:
    gateway.hear(boot(3, stock=10), delivery("heartbeat", seq=2, stock=10, doorState="closed", locked=False))
    channel = listen(gateway.redis, gateway.keys, 0.01)
    next(channel)

    def drain() -> list[Change]:
        found = []
        while change := next(channel):
            found.append(change)
        return found

    yield drain
    channel.close()  # type: ignore[attr-defined]


@pytest.mark.lesson(4)
@pytest.mark.parametrize(
    ("event", "fields"),
    [
        ("dispense_complete", {"stock": 9}),
        ("heartbeat", {"stock": 9}),
        ("heartbeat", {"locked": True}),
        ("door_opened", {}),
        ("offline", {}),
        ("boot_complete", {"category": "top", "heartbeatInterval": 30}),
    ],
)
def test_a_visible_change_is_told(gateway: Gateway, told: Told, event: str, fields: dict[str, str]) -> None:
    gateway.hear(delivery(event, seq=3, **fields))  # type: ignore[arg-type]
    assert told() == [Change("device", UUID)]


def test_a_heartbeat_that_changes_nothing_visible_is_not_told(gateway: Gateway, told: Told) -> None:
    gateway.hear(delivery("heartbeat", seq=3, stock=10, doorState="closed", locked=False, wifiRssi=-70))
    assert told() == []


@pytest.mark.lesson(3)
def test_a_heartbeat_that_brings_the_device_back_is_told(gateway: Gateway, told: Told) -> None:
    gateway.redis.delete(gateway.keys.online(UUID))
    gateway.hear(delivery("heartbeat", seq=3, stock=10, doorState="closed", locked=False))
    assert told() == [Change("device", UUID)]


def test_a_key_on_a_reader_is_told_without_its_uid_which_is_kept_for_seconds(gateway: Gateway, told: Told) -> None:
    reader = "FBOX-00000000AF0C"
    gateway.hear(raw(b'{"event":"nfc","uid":"5a41b914524189"}', uuid=reader))
    assert told() == [Change("nfc", reader)]
    assert gateway.redis.get(gateway.keys.nfc(reader)) == "5A41B914524189"
    assert 0 < gateway.redis.ttl(gateway.keys.nfc(reader)) <= 10
    assert gateway.redis.smembers(gateway.keys.devices) == {UUID}
