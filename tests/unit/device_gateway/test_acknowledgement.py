"""Nothing is acknowledged to the broker before Redis has it (lesson 10)."""

from threading import Thread

import fakeredis
import pytest
from redis.exceptions import ConnectionError as RedisGone

from services.device_gateway import inbox as inbox_module
from services.device_gateway.inbox import Inbox
from services.device_gateway.lease import LeaseLostError
from services.device_gateway.messages import Delivery
from services.device_gateway.store import Store
from services.device_gateway.uplink import Uplink
from shared import device_state
from tests.unit.device_gateway.conftest import UUID, Gateway, delivery, raw


@pytest.mark.lesson(10)
def test_a_batch_is_acknowledged_in_order_once_redis_has_it(gateway: Gateway) -> None:
    seen: list[int | None] = []

    def acknowledge(_: Delivery) -> None:
        state = device_state.read(gateway.redis, gateway.keys, UUID)
        seen.append(state.stock if state else None)

    batch = [delivery("dispense_complete", seq=1, stock=9), delivery("dispense_complete", seq=2, stock=8)]
    Uplink(Inbox(), Store(gateway.redis, gateway.keys, gateway.ledger), acknowledge, lambda: None).process(
        list(batch)
    )
    assert seen == [8, 8]


def test_heartbeats_need_no_acknowledgement(gateway: Gateway) -> None:
    gateway.hear(delivery("heartbeat", qos=0, stock=1), delivery("stock_low", stock=1))
    assert [message.qos for message in gateway.acknowledged] == [1]


@pytest.mark.lesson(10)
def test_without_redis_nothing_is_acknowledged_and_the_process_ends(
    gateway: Gateway, server: fakeredis.FakeServer
) -> None:
    server.connected = False
    with pytest.raises(RedisGone):
        gateway.hear(delivery("dispense_complete", stock=9), raw(b"garbage"))
    assert gateway.acknowledged == []


@pytest.mark.lesson(10)
def test_what_redis_refuses_to_write_is_not_acknowledged(gateway: Gateway) -> None:
    gateway.redis.set(gateway.keys.refused, "not a list")
    with pytest.raises(Exception, match="WRONGTYPE"):
        gateway.hear(delivery("dispense_complete", stock=9), raw(b"garbage"))
    assert gateway.acknowledged == []


@pytest.mark.lesson(1)
def test_a_gateway_whose_lease_ran_out_writes_and_acknowledges_nothing(gateway: Gateway) -> None:
    def lost() -> None:
        raise LeaseLostError

    acknowledged: list[Delivery] = []
    store = Store(gateway.redis, gateway.keys, gateway.ledger)
    with pytest.raises(LeaseLostError):
        Uplink(Inbox(), store, acknowledged.append, lost).process([delivery("dispense_complete", stock=9)])
    assert (acknowledged, gateway.jobs()) == ([], [])


def test_the_writer_takes_what_is_there_and_ends_when_the_inbox_is_closed(gateway: Gateway) -> None:
    inbox = Inbox()
    acknowledged: list[Delivery] = []
    for stock in range(300, 0, -1):
        inbox.receive(delivery("dispense_complete", seq=1000 - stock, stock=stock))
    inbox.count("broker.disconnected")
    inbox.close()
    store = Store(gateway.redis, gateway.keys, gateway.ledger)
    writer = Thread(target=Uplink(inbox, store, acknowledged.append, lambda: None).run)
    writer.start()
    writer.join(30)
    assert len(acknowledged) == 300
    assert gateway.state().stock == 1
    assert gateway.count("broker.disconnected") == 1


def test_an_event_ends_the_pause_in_which_heartbeats_gather(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_module, "GATHER_STEP_SECONDS", 3600)
    inbox = Inbox()
    inbox.receive(delivery("stock_low", stock=1))
    inbox.gather(3600)


def test_the_pause_ends_when_heartbeats_stop_coming() -> None:
    Inbox().gather(3600)
