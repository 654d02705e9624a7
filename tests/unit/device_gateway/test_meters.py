"""What the gateway tells Prometheus, and which rental a line in its log is about."""

import pytest
from redis import Redis
from structlog.testing import capture_logs

from services.device_gateway.messages import RefusedError
from services.device_gateway.meters import Meters
from services.device_gateway.orders import Orders
from services.device_gateway.parse import parse
from shared.jobs.devices import Dispense
from shared.jobs.ledger import DeviceEvent
from shared.keys import Keys
from tests.unit.device_gateway.conftest import AT, UUID, Gateway, boot, delivery, raw

ORDER = Dispense(UUID, "itm_1", 7, AT + 10_000, "run", "rnt_1")
BOTH = {"item_id": "itm_1", "rental_id": "rnt_1"}


@pytest.fixture
def meters(redis: Redis, keys: Keys) -> Meters:
    return Meters(redis, keys, lambda: AT + 5_000)


def _value(meters: Meters, name: str, **labels: str) -> float | None:
    return meters.registry.get_sample_value(name, labels)


def _event(event: str, at: int = AT + 1_200, **data: object) -> DeviceEvent:
    return DeviceEvent(UUID, event, at, "digest", data)


def test_messages_are_counted_by_event_and_refusals_by_reason(gateway: Gateway, meters: Meters) -> None:
    gateway.hear(boot(), delivery("heartbeat", stock=9), delivery("heartbeat", stock=9), raw(b"{"))
    assert _value(meters, "fbox_gateway_messages_total", event="heartbeat") == 2
    assert _value(meters, "fbox_gateway_messages_refused_total", reason="not_json") == 1


def test_commands_are_counted_by_what_became_of_them(redis: Redis, keys: Keys, meters: Meters) -> None:
    redis.hset(keys.counters, mapping={"dispense.sent": 3, "dispense.late": 1, "command.LOCK": 2})
    found = [("DISPENSE", "sent", 3), ("DISPENSE", "late", 1), ("LOCK", "sent", 2)]
    for command, result, count in found:
        assert _value(meters, "fbox_gateway_commands_total", command=command, result=result) == count


def test_dispensers_are_told_as_redis_has_them_at_the_scrape(gateway: Gateway, meters: Meters) -> None:
    gateway.hear(boot(stock=10))
    assert _value(meters, "fbox_dispensers_online") == _value(meters, "fbox_dispenser_online", device=UUID) == 1
    gateway.hear(delivery("dispense_complete", stock=9, seq=2))
    assert _value(meters, "fbox_dispenser_stock", device=UUID) == 9
    assert _value(meters, "fbox_dispenser_silent_seconds", device=UUID) == 5
    gateway.redis.delete(gateway.keys.online(UUID))
    assert _value(meters, "fbox_dispensers_online") == 0


def test_a_state_of_the_process_is_asked_for_at_the_scrape(meters: Meters) -> None:
    holds = [True]
    meters.show("fbox_gateway_lease_held", "Held.", lambda: holds[0])
    assert _value(meters, "fbox_gateway_lease_held") == 1
    holds[0] = False
    assert _value(meters, "fbox_gateway_lease_held") == 0


def test_the_time_from_a_publish_to_its_answer_is_told_once(meters: Meters) -> None:
    orders = Orders(meters.took)
    orders.sent(ORDER, AT)
    orders.sent(ORDER, AT + 900)
    for _ in range(2):
        orders.names(_event("dispense_complete", commandId="itm_1"))
    assert _value(meters, "fbox_gateway_answer_seconds_count") == 1
    assert _value(meters, "fbox_gateway_answer_seconds_sum") == pytest.approx(1.2)


@pytest.mark.parametrize("data", [{"commandId": "itm_1"}, {}], ids=["v3", "v2.1.0"])
def test_an_answer_is_known_by_the_garment_its_dispenser_was_sent_for(data: dict[str, str]) -> None:
    orders = Orders()
    orders.sent(ORDER, AT)
    assert orders.names(_event("dispense_failed", **data)) == BOTH


def test_what_is_no_answer_is_about_a_rental_only_if_it_says_so() -> None:
    orders = Orders()
    orders.sent(ORDER, AT)
    assert orders.names(_event("door_opened")) == {}
    assert orders.names(_event("motor_error", commandId="itm_1")) == BOTH
    assert orders.names(_event("dispense_complete", commandId="itm_1")) == BOTH


def test_a_gateway_just_started_names_the_garment_alone() -> None:
    assert Orders().names(_event("dispense_complete", commandId="itm_1")) == {"item_id": "itm_1"}


def test_a_key_that_cannot_be_read_is_not_quoted(gateway: Gateway) -> None:
    with capture_logs() as lines:
        gateway.hear(delivery("nfc", uid="5A41B914524189!"))
    assert [line["reason"] for line in lines] == ["bad_field: uid: not shown"]
    with pytest.raises(RefusedError) as other:
        parse(delivery("error", errorCode=["5A41"]))
    assert "5A41" in other.value.reason
