"""Which orders become commands, and which never do."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from redis import Redis

from services.device_gateway import downlink as downlink_module
from services.device_gateway.downlink import Downlink
from shared.jobs.devices import Command, Dispense
from shared.keys import Keys
from tests.unit.device_gateway.conftest import AT, UUID, Gateway, boot, delivery

RUN = "redis-run-1"


@dataclass(frozen=True)
class Sent:
    topic: str
    payload: dict[str, Any]
    qos: int
    seconds: int


@dataclass
class FakeBroker:
    """Notes what is published; `before` runs just ahead of each publish."""

    connected: bool = True
    sent: list[Sent] = field(default_factory=list)
    before: Callable[[], object] = lambda: None

    def publish(self, topic: str, payload: str, qos: int, seconds: int = 0) -> bool:
        self.before()
        self.sent.append(Sent(topic, json.loads(payload), qos, seconds))
        return self.connected

    def publish_now(self, topic: str, payload: str, qos: int, seconds: int) -> bool:
        return self.publish(topic, payload, qos, seconds)


@pytest.fixture
def broker() -> FakeBroker:
    return FakeBroker()


@pytest.fixture
def downlink(redis: Redis, keys: Keys, broker: FakeBroker, monkeypatch: pytest.MonkeyPatch) -> Downlink:
    monkeypatch.setattr(downlink_module, "run_id", lambda _: RUN)
    return Downlink(redis, keys, broker, lambda: AT)


def order(seconds: float = 10, run: str = RUN, command_id: str = "item-1") -> Dispense:
    return Dispense(UUID, command_id, 7, AT + round(seconds * 1000), run)


def test_our_firmware_gets_id_number_and_the_time_that_remains(
    gateway: Gateway, downlink: Downlink, broker: FakeBroker
) -> None:
    gateway.hear(boot(3))
    downlink.dispense(order(9.2))
    payload = {"cmd": "DISPENSE", "commandId": "item-1", "commandSeq": 7, "timestamp": AT // 1000}
    assert broker.sent == [Sent(f"fbox/{UUID}/cmd", payload, 1, 10)]
    assert gateway.count("dispense.sent") == 1


def test_field_firmware_gets_one_without_an_id_at_qos_0(
    gateway: Gateway, downlink: Downlink, broker: FakeBroker
) -> None:
    gateway.hear(boot(2))
    downlink.dispense(order(10))
    assert broker.sent == [Sent(f"fbox/{UUID}/cmd", {"cmd": "DISPENSE", "timestamp": AT // 1000}, 0, 10)]


@pytest.mark.parametrize("version", [2, 3])
def test_nothing_goes_out_after_the_deadline(
    gateway: Gateway, downlink: Downlink, broker: FakeBroker, version: int
) -> None:
    gateway.hear(boot(version))
    downlink.dispense(order(0))
    assert broker.sent == []
    assert gateway.count("dispense.late") == 1


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.lesson(3)
def test_nothing_goes_to_a_device_that_is_offline(
    gateway: Gateway, downlink: Downlink, broker: FakeBroker, version: int
) -> None:
    gateway.hear(boot(version), delivery("offline"))
    downlink.dispense(order())
    assert broker.sent == []
    assert gateway.count("dispense.offline") == 1


def test_nothing_goes_to_a_device_never_heard(gateway: Gateway, downlink: Downlink, broker: FakeBroker) -> None:
    downlink.dispense(order())
    assert broker.sent == []
    assert gateway.count("dispense.offline") == 1


@pytest.mark.parametrize("version", [2, 3])
def test_no_dispense_waits_for_a_connection(
    gateway: Gateway, downlink: Downlink, broker: FakeBroker, version: int
) -> None:
    gateway.hear(boot(version))
    broker.connected = False
    downlink.dispense(order())
    assert broker.sent == []
    assert gateway.count("dispense.no_broker") == 1


def test_our_firmware_may_get_the_same_order_again(gateway: Gateway, downlink: Downlink, broker: FakeBroker) -> None:
    gateway.hear(boot(3))
    downlink.dispense(order())
    downlink.dispense(order())
    assert len(broker.sent) == 2


def test_field_firmware_never_gets_the_same_order_again(
    gateway: Gateway, downlink: Downlink, broker: FakeBroker
) -> None:
    gateway.hear(boot(2))
    downlink.dispense(order())
    downlink.dispense(order())
    assert len(broker.sent) == 1
    assert gateway.count("dispense.repeated") == 1


def test_field_firmware_gets_no_order_from_before_a_restart_of_redis(
    gateway: Gateway, downlink: Downlink, broker: FakeBroker
) -> None:
    gateway.hear(boot(2))
    downlink.dispense(order(run="an earlier one"))
    assert broker.sent == []
    assert gateway.count("dispense.old_redis") == 1


def test_an_order_not_sent_for_want_of_a_broker_may_still_be_sent(
    gateway: Gateway, downlink: Downlink, broker: FakeBroker
) -> None:
    gateway.hear(boot(2))
    broker.connected = False
    downlink.dispense(order())
    broker.connected = True
    downlink.dispense(order())
    assert len(broker.sent) == 1


@pytest.mark.parametrize("cmd", ["STATUS", "SET_STOCK", "STOP", "LOCK", "UNLOCK", "HOME", "REBOOT", "CLEAR_ERROR"])
def test_every_other_command_goes_out_at_qos_1_with_its_id(downlink: Downlink, broker: FakeBroker, cmd: str) -> None:
    downlink.command(Command(UUID, cmd, "c-1", {"stock": 5}))
    (sent,) = broker.sent
    assert sent.payload == {"cmd": cmd, "commandId": "c-1", "stock": 5, "timestamp": AT // 1000}
    assert (sent.topic, sent.qos) == (f"fbox/{UUID}/cmd", 1)


@pytest.mark.parametrize("cmd", ["DISPENSE", "EXPLODE", ""])
def test_no_command_but_those_of_the_protocol_goes_out(downlink: Downlink, broker: FakeBroker, cmd: str) -> None:
    with pytest.raises(ValueError, match="no such command"):
        downlink.command(Command(UUID, cmd, "c-1", {}))
    assert broker.sent == []


def test_fields_cannot_turn_a_command_into_another(downlink: Downlink, broker: FakeBroker) -> None:
    downlink.command(Command(UUID, "STATUS", "c-1", {"cmd": "DISPENSE", "fence": 9}))
    assert broker.sent[0].payload["cmd"] == "STATUS"
    assert broker.sent[0].payload["fence"] == 9


def test_questions_lapse_and_wishes_wait_for_a_device_that_is_away(downlink: Downlink, broker: FakeBroker) -> None:
    for cmd in ("STATUS", "LOCK"):
        downlink.command(Command(UUID, cmd, "c-1", {}))
    assert [sent.seconds for sent in broker.sent] == [30, 0]


def test_evidence_is_void_before_the_stock_is_set(gateway: Gateway, downlink: Downlink, broker: FakeBroker) -> None:
    gateway.hear(boot(2))
    before = gateway.state().evidence
    seen: list[str] = []
    broker.before = lambda: seen.append(gateway.state().evidence)
    downlink.command(Command(UUID, "SET_STOCK", "c-1", {"stock": 5}))
    assert before not in seen
    assert seen[0]


def test_setting_the_stock_of_a_device_never_heard_makes_no_device(gateway: Gateway, downlink: Downlink) -> None:
    downlink.command(Command(UUID, "SET_STOCK", "c-1", {"stock": 5}))
    assert gateway.redis.exists(gateway.keys.device(UUID)) == 0
