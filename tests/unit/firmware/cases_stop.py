from fakes import FIRST_STOCK, Bench


async def _stopped(bench: Bench) -> dict:
    bench.board.motor.polls = None
    bench.dispense("itm_1", 5)
    bench.board.motor.on_start = lambda: bench.send("STOP", "cmd_1")
    await bench.settle()
    answers = bench.told()
    assert [event["commandId"] for event in answers] == ["itm_1", "cmd_1"]
    return answers[0]


async def test_stop_ends_a_move() -> None:
    event = await _stopped(Bench())
    assert (event["event"], event["reason"], event["stock"]) == ("dispense_failed", "emergency_stop", FIRST_STOCK)


async def test_stop_that_comes_after_the_last_step_is_a_garment() -> None:
    bench = Bench()
    bench.board.motor.done_when_stopped = True
    event = await _stopped(bench)
    assert (event["event"], event["stock"]) == ("dispense_complete", FIRST_STOCK - 1)


async def test_stop_before_the_first_step_prevents_it() -> None:
    bench = Bench()
    bench.dispense("itm_1", 5)
    bench.send("STOP", "cmd_1")
    await bench.settle()
    assert bench.told()[0]["reason"] == "emergency_stop"
    assert bench.board.motor.moves == 0


async def test_a_stop_replayed_by_a_broker_stops_nothing() -> None:
    bench = Bench()
    bench.send("STOP", "cmd_1")
    bench.told()
    bench.dispense("itm_1", 5)
    bench.send("STOP", "cmd_1")
    await bench.settle()
    assert bench.told()[0]["event"] == "dispense_complete"
