"""A killed broker delivers old events again. `seq` tells; the ledger is told all the same."""

from tests.unit.device_gateway.conftest import UUID, Gateway, boot, delivery


def test_a_replayed_event_moves_no_stock(gateway: Gateway) -> None:
    gateway.hear(boot(3, seq=1, stock=10), delivery("dispense_complete", seq=2, stock=9))
    gateway.hear(delivery("stock_updated", seq=3, stock=20, source="manual"))
    gateway.hear(delivery("dispense_complete", seq=2, stock=9))
    assert gateway.state().stock == 20
    assert gateway.count("replayed") == 1


def test_an_event_delivered_a_second_time_moves_nothing(gateway: Gateway) -> None:
    gateway.hear(delivery("stock_updated", seq=2, stock=9, source="manual"))
    before = gateway.state()
    gateway.hear(delivery("stock_updated", seq=2, stock=9, source="manual"))
    assert gateway.state() == before


def test_a_replayed_event_still_reaches_the_ledger_under_the_same_name(gateway: Gateway) -> None:
    gateway.hear(delivery("dispense_complete", seq=2, stock=9, commandId="item-1", at=1000))
    gateway.hear(delivery("dispense_complete", seq=2, stock=9, commandId="item-1", at=9000))
    first, second = gateway.jobs()
    assert first["digest"] == second["digest"]


def test_equal_events_of_field_firmware_are_two(gateway: Gateway) -> None:
    gateway.hear(delivery("door_opened", qos=0, at=1000), delivery("door_opened", qos=0, at=2000))
    first, second = gateway.jobs()
    assert first["digest"] != second["digest"]


def test_a_replayed_event_does_not_bring_a_device_online(gateway: Gateway) -> None:
    gateway.hear(boot(3, seq=5), delivery("offline"))
    gateway.hear(delivery("door_opened", seq=4))
    assert not gateway.state().online


def test_a_replayed_door_voids_no_evidence(gateway: Gateway) -> None:
    gateway.hear(boot(3, seq=5))
    before = gateway.state().evidence
    gateway.hear(delivery("door_opened", seq=4))
    assert gateway.state().evidence == before


def test_a_heartbeat_of_a_device_that_starts_over_resets_the_mark(gateway: Gateway) -> None:
    gateway.hear(boot(3, seq=5000, stock=10))
    gateway.hear(delivery("heartbeat", qos=0, seq=2, stock=6))
    gateway.hear(delivery("stock_updated", seq=3, stock=5, source="manual"))
    assert gateway.state().stock == 5


def test_within_one_batch_a_replay_is_seen_too(gateway: Gateway) -> None:
    gateway.hear(
        delivery("stock_updated", seq=7, stock=5, source="manual"),
        delivery("stock_updated", seq=6, stock=30, source="manual"),
    )
    assert gateway.state().stock == 5


def test_devices_are_counted_apart(gateway: Gateway) -> None:
    gateway.hear(delivery("heartbeat", seq=100, stock=5), delivery("heartbeat", uuid="FBOX-000000000001", seq=1))
    gateway.hear(delivery("stock_low", uuid="FBOX-000000000001", seq=2, stock=1))
    assert gateway.state("FBOX-000000000001").stock == 1
    assert gateway.state(UUID).stock == 5
