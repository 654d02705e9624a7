import asyncio

from fbox.geometry import HOME_LIMIT, HOME_PIECE, STEPS_A_GARMENT

from fakes import Bench

PIECES_ABOVE = 7


def _above_the_floor(**changes: object) -> Bench:
    """The floor switch is touched after seven pieces."""
    bench = Bench(**changes)

    def arrive() -> None:
        bench.board.floor.on = bench.board.motor.moves >= PIECES_ABOVE

    bench.board.motor.on_start = arrive
    return bench


async def _homed(bench: Bench) -> dict:
    bench.send("HOME", "cmd_1")
    await bench.settle()
    [event] = bench.told()
    assert event["commandId"] == "cmd_1"
    return event


def test_the_steps_of_a_garment_follow_from_belt_and_driver() -> None:
    assert STEPS_A_GARMENT == 150


async def test_home_goes_down_to_the_floor_switch_and_is_answered_with_a_status() -> None:
    bench = _above_the_floor()
    event = await _homed(bench)
    assert (event["event"], event["floorState"]) == ("status", "reached")
    assert bench.board.motor.moves == PIECES_ABOVE
    assert bench.board.motor.down


async def test_home_on_the_floor_moves_nothing() -> None:
    bench = Bench()
    bench.board.floor.on = True
    assert (await _homed(bench))["event"] == "status"
    assert bench.board.motor.moves == 0


async def test_a_floor_that_does_not_come_ends_at_the_step_limit() -> None:
    bench = Bench(timeout_ms=60000)
    event = await _homed(bench)
    assert (event["event"], event["reason"]) == ("home_failed", "floor_not_reached")
    assert HOME_LIMIT <= bench.board.motor.moves * HOME_PIECE <= HOME_LIMIT + HOME_PIECE


async def test_a_floor_switch_that_only_bounced_is_not_the_floor() -> None:
    bench = _above_the_floor()
    bench.board.floor.touches = lambda: bench.board.motor.moves == 2 or bench.board.floor.on
    await _homed(bench)
    assert bench.board.motor.moves == PIECES_ABOVE


async def test_an_opening_door_stops_homing() -> None:
    bench = Bench()
    bench.board.motor.polls = None

    def open_door() -> None:
        bench.board.door.on = True

    bench.board.motor.on_start = open_door
    event = await _homed(bench)
    assert (event["event"], event["reason"]) == ("home_failed", "door_open")
    assert not bench.board.motor.running


async def test_home_with_an_open_door_moves_nothing() -> None:
    bench = Bench()
    bench.board.door.on = True
    assert (await _homed(bench))["reason"] == "door_open"
    assert bench.board.motor.moves == 0


async def test_a_motor_that_sticks_on_the_way_down_is_told() -> None:
    bench = Bench(timeout_ms=10)
    bench.board.motor.polls = None
    assert (await _homed(bench))["reason"] == "motor_stuck"


async def test_stop_ends_homing() -> None:
    bench = Bench()
    bench.board.motor.polls = None
    bench.board.motor.on_start = lambda: bench.send("STOP", "cmd_2")
    bench.send("HOME", "cmd_1")
    await bench.settle()
    failed, status = bench.told()
    assert (failed["commandId"], failed["reason"]) == ("cmd_1", "emergency_stop")
    assert status["commandId"] == "cmd_2"
    assert bench.board.motor.moves == 1


async def test_a_dispense_while_homing_is_refused() -> None:
    bench = _above_the_floor()
    bench.send("HOME", "cmd_1")
    bench.dispense("itm_1", 5)
    await bench.settle()
    assert bench.told()[0]["reason"] == "busy"


async def test_a_repeated_home_moves_nothing_and_is_answered_also_after_a_reboot() -> None:
    await _homed(_above_the_floor())
    again = Bench()
    again.told()
    assert (await _homed(again))["event"] == "status"
    assert again.board.motor.moves == 0


async def test_a_home_repeated_on_the_way_has_one_answer() -> None:
    bench = _above_the_floor()
    bench.send("HOME", "cmd_1")
    assert (await _homed(bench))["event"] == "status"


def _refusal(bench: Bench, command_id: object = "cmd_1") -> str:
    bench.send("HOME", command_id)
    [event] = bench.told()
    assert event["event"] == "error"
    return event["errorCode"]


def test_home_is_refused_while_locked_and_without_an_id() -> None:
    bench = Bench()
    assert _refusal(bench, None) == "E002"
    bench.memory.locked = True
    assert _refusal(bench) == "E004"


def test_home_is_refused_while_the_motor_runs() -> None:
    bench = Bench()
    bench.dispense("itm_1", 5)
    assert _refusal(bench) == "E004"


async def _jammed() -> Bench:
    bench = Bench(timeout_ms=10)
    bench.board.motor.polls = None
    bench.dispense("itm_1", 5)
    await bench.settle()
    bench.told()
    bench.board.motor.polls = 0
    return bench


async def _dispensed(bench: Bench) -> dict:
    bench.dispense("itm_2", bench.memory.mark + 1)
    await bench.settle()
    return bench.told()[0]


async def test_after_a_jam_nothing_moves() -> None:
    bench = await _jammed()
    assert (await _dispensed(bench))["reason"] == "motor_stuck"
    assert bench.board.motor.moves == 1


async def test_clear_error_ends_a_jam_and_is_answered_with_a_status() -> None:
    bench = await _jammed()
    bench.send("CLEAR_ERROR", "cmd_1")
    [event] = bench.told()
    assert (event["event"], event["commandId"]) == ("status", "cmd_1")
    assert (await _dispensed(bench))["event"] == "dispense_complete"


async def test_a_clear_error_replayed_by_a_broker_clears_nothing() -> None:
    bench = await _jammed()
    bench.memory.done("cmd_1")
    bench.send("CLEAR_ERROR", "cmd_1")
    bench.told()
    assert (await _dispensed(bench))["reason"] == "motor_stuck"


async def test_reaching_the_floor_ends_a_jam() -> None:
    bench = await _jammed()
    bench.board.floor.on = True
    await _homed(bench)
    assert (await _dispensed(bench))["event"] == "dispense_complete"


async def test_a_floor_that_does_not_come_is_a_jam() -> None:
    bench = Bench(timeout_ms=60000)
    await _homed(bench)
    assert (await _dispensed(bench))["reason"] == "motor_stuck"


async def test_the_network_lives_on_while_homing() -> None:
    bench = Bench()
    bench.board.motor.polls = None
    bench.send("HOME", "cmd_1")
    task = asyncio.create_task(bench.drive.run())
    await asyncio.sleep_ms(1)
    bench.send("STATUS", "cmd_2")
    task.cancel()
    [status] = bench.told()
    assert status["floorState"] == "moving"
