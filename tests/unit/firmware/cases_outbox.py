import asyncio

from fbox.outbox import MOST_PENDING, MOST_VOLATILE

from fakes import Bench


def test_a_result_waits_in_flash_over_a_reboot() -> None:
    bench = Bench()
    bench.outbox.add_durable(bench.events.make("dispense_complete", "itm_1", stock=3))
    bench.memory.commit()
    assert Bench().names() == ["dispense_complete"]


def test_a_result_the_broker_has_is_gone_after_the_next_commit() -> None:
    bench = Bench()
    bench.outbox.add_durable(bench.events.make("dispense_complete", "itm_1", stock=3))
    bench.memory.commit()
    bench.told()
    assert bench.memory.dirty
    bench.memory.commit()
    assert Bench().names() == []


def test_events_leave_in_the_order_of_their_numbers() -> None:
    bench = Bench()
    bench.outbox.add(bench.events.make("door_opened"))
    bench.outbox.add_durable(bench.events.make("stock_updated", stock=4))
    bench.outbox.add_heartbeat(bench.events.heartbeat())
    numbers = [event["seq"] for event in bench.told()]
    assert numbers == sorted(numbers)


def test_a_long_outage_drops_the_oldest_of_what_is_not_money() -> None:
    bench = Bench()
    bench.outbox.add(bench.events.make("first"))
    bench.outbox.add_durable(bench.events.make("dispense_complete"))
    for _ in range(3 * MOST_VOLATILE):
        bench.outbox.add(bench.events.make("door_opened"))
    names = bench.names()
    assert len(names) == MOST_VOLATILE + 2
    assert names[:2] == ["first", "dispense_complete"]


def test_one_heartbeat_waits_at_most() -> None:
    bench = Bench()
    for _ in range(3):
        bench.outbox.add_heartbeat(bench.events.heartbeat())
    assert bench.names() == ["heartbeat"]


def test_an_outbox_the_broker_does_not_empty_is_full() -> None:
    bench = Bench()
    for _ in range(MOST_PENDING):
        assert not bench.outbox.full
        bench.outbox.add_durable(bench.events.make("dispense_complete"))
    assert bench.outbox.full


async def test_waiting_for_an_event_ends_when_one_comes() -> None:
    bench = Bench()
    waiting = asyncio.create_task(bench.outbox.next())
    await asyncio.sleep_ms(0)
    bench.outbox.add(bench.events.make("door_opened"))
    assert b'"door_opened"' in (await waiting).payload
