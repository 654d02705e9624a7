"""Screens are told when a device would look different, and left alone otherwise (lesson 4)."""

from collections.abc import Callable, Iterator

import pytest

from shared.changes import Change, listen
from tests.unit.device_gateway.conftest import UUID, Gateway, boot, delivery

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
