import asyncio

from fbox.flash import Record
from fbox.memory import Memory

from fakes import FIRST_STOCK, Bench


def _after_power_cut() -> Memory:
    """What a reboot at this instant would find."""
    return Memory(Record("flash"), FIRST_STOCK)


async def _answered(bench: Bench, command_id: str = "itm_1", seq: int = 5) -> list:
    bench.dispense(command_id, seq)
    await bench.settle()
    return bench.told()


async def test_a_dispense_is_answered_with_its_id_and_the_new_stock() -> None:
    [event] = await _answered(Bench())
    assert (event["event"], event["commandId"], event["stock"]) == ("dispense_complete", "itm_1", FIRST_STOCK - 1)


async def test_the_intent_is_durable_before_the_motor_moves() -> None:
    bench = Bench()
    found = []
    bench.board.motor.on_start = lambda: found.append(_after_power_cut())
    await _answered(bench)
    assert found[0].find("itm_1")[0] == "unknown"
    assert found[0].stock == FIRST_STOCK
    assert found[0].mark == 5


async def test_the_result_is_durable_before_it_is_told() -> None:
    bench = Bench()
    bench.dispense("itm_1", 5)
    await bench.settle()
    kept = _after_power_cut()
    assert kept.find("itm_1")[0] == "dispensed"
    assert kept.stock == FIRST_STOCK - 1
    assert kept.pending[0]["commandId"] == "itm_1"


async def test_a_repeated_command_moves_nothing_and_is_answered_again() -> None:
    bench = Bench()
    [first] = await _answered(bench)
    [second] = await _answered(bench)
    assert bench.board.motor.moves == 1
    assert second["seq"] > first["seq"]
    assert (second["event"], second["commandId"], second["stock"]) == ("dispense_complete", "itm_1", FIRST_STOCK - 1)


async def test_a_repeated_command_is_answered_from_flash_after_a_reboot() -> None:
    await _answered(Bench())
    again = Bench()
    again.told()
    [event] = await _answered(again)
    assert (event["event"], again.board.motor.moves) == ("dispense_complete", 0)


async def test_a_repeat_while_the_answer_is_on_its_way_adds_no_second_answer() -> None:
    bench = Bench()
    bench.dispense("itm_1", 5)
    bench.dispense("itm_1", 5)
    await bench.settle()
    bench.dispense("itm_1", 5)
    await bench.settle()
    assert bench.names() == ["dispense_complete"]
    assert bench.board.motor.moves == 1


async def test_a_command_interrupted_by_a_power_cut_is_never_carried_out_again() -> None:
    Bench().dispense("itm_1", 5)
    again = Bench()
    [event] = await _answered(again)
    assert again.board.motor.moves == 0
    assert event["event"] == "status"
    assert event["lastCommands"][0] == {"commandId": "itm_1", "result": "unknown"}
    assert event["stock"] == FIRST_STOCK


async def test_an_old_command_that_is_not_remembered_is_stale() -> None:
    bench = Bench()
    await _answered(bench, "itm_2", 9)
    for seq in (8, 9):
        [event] = await _answered(bench, "itm_old", seq)
        assert (event["event"], event["reason"]) == ("dispense_failed", "stale")
    assert bench.board.motor.moves == 1


async def _refused(bench: Bench) -> str:
    [event] = await _answered(bench)
    assert event["event"] == "dispense_failed"
    assert event["commandId"] == "itm_1"
    assert bench.board.motor.moves == 0
    assert _after_power_cut().find("itm_1") == ("failed", event["reason"])
    return event["reason"]


async def test_a_locked_dispenser_refuses() -> None:
    bench = Bench()
    bench.memory.locked = True
    assert await _refused(bench) == "device_locked"


async def test_an_open_door_refuses() -> None:
    bench = Bench()
    bench.board.door.on = True
    assert await _refused(bench) == "door_open"


async def test_an_empty_dispenser_refuses() -> None:
    assert await _refused(Bench(stock=0)) == "no_stock"


async def test_a_refused_command_stays_refused_when_it_comes_again() -> None:
    bench = Bench(stock=0)
    await _answered(bench)
    bench.memory.stock = 10
    [event] = await _answered(bench)
    assert (event["reason"], bench.board.motor.moves) == ("no_stock", 0)


async def test_a_second_command_while_the_motor_runs_is_refused_for_good() -> None:
    bench = Bench()
    bench.board.motor.polls = 2
    bench.dispense("itm_1", 5)
    bench.dispense("itm_2", 6)
    await bench.settle()
    assert [(event["commandId"], event.get("reason")) for event in bench.told()] == [
        ("itm_2", "busy"),
        ("itm_1", None),
    ]


async def test_a_motor_that_does_not_finish_is_stuck_and_the_stock_unchanged() -> None:
    bench = Bench(timeout_ms=10)
    bench.board.motor.polls = None
    event, jam = await _answered(bench)
    assert (event["reason"], event["stock"]) == ("motor_stuck", FIRST_STOCK)
    assert jam["event"] == "motor_error"
    assert not bench.board.motor.running


async def test_low_stock_is_told_at_five_and_empty_at_none() -> None:
    bench = Bench(stock=7)
    extra = []
    for number in range(7):
        events = await _answered(bench, "itm_%d" % number, number + 1)
        extra.append([event["event"] for event in events[1:]])
    assert extra == [[], ["stock_low"], ["stock_low"], ["stock_low"], ["stock_low"], ["stock_low"], ["stock_empty"]]


async def test_the_time_of_the_last_move_is_told() -> None:
    bench = Bench()
    bench.board.motor.polls = 3
    await _answered(bench)
    assert bench.events.status()["motorMs"] >= 3


async def test_the_network_lives_on_while_the_motor_runs() -> None:
    bench = Bench()
    bench.board.motor.polls = 5
    bench.dispense("itm_1", 5)
    task = asyncio.create_task(bench.drive.run())
    await asyncio.sleep_ms(1)
    bench.send("STATUS", "cmd_1")
    task.cancel()
    [status] = bench.told()
    assert status["floorState"] == "moving"
