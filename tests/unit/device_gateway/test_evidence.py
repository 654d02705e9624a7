"""The token that says whether two stock figures may be compared."""

import pytest

from tests.unit.device_gateway.conftest import Gateway, boot, delivery


@pytest.fixture
def before(gateway: Gateway) -> str:
    gateway.hear(boot(2, stock=10), delivery("heartbeat", stock=10, doorState="closed"))
    return gateway.state().evidence


def test_a_device_gets_a_token_at_first_sight(before: str) -> None:
    assert before


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        ("door_opened", {}),
        ("door_closed", {"stock": 10}),
        ("stock_updated", {"stock": 12, "source": "sensor"}),
        ("stock_updated", {"stock": 12, "source": "manual"}),
        ("stock_updated", {"stock": 12}),
        ("heartbeat", {"stock": 10, "doorState": "open"}),
    ],
)
def test_a_hand_at_the_stock_changes_the_token(
    gateway: Gateway, before: str, event: str, fields: dict[str, str]
) -> None:
    gateway.hear(delivery(event, **fields))  # type: ignore[arg-type]
    assert gateway.state().evidence not in {"", before}


@pytest.mark.parametrize(
    ("event", "fields"),
    [
        ("heartbeat", {"stock": 9, "doorState": "closed"}),
        ("status", {"stock": 9}),
        ("dispense_complete", {"stock": 9}),
        ("stock_updated", {"stock": 9, "source": "dispense"}),
        ("boot_complete", {"stock": 9, "category": "towel"}),
        ("offline", {}),
        ("mqtt_reconnected", {}),
    ],
)
def test_nothing_else_does(gateway: Gateway, before: str, event: str, fields: dict[str, str]) -> None:
    gateway.hear(delivery(event, **fields))  # type: ignore[arg-type]
    assert gateway.state().evidence == before
