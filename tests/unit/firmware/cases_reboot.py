import asyncio

from fbox.reboot import LAST_WORDS_MS, RebootError

from fakes import Bench


def test_a_reboot_is_answered_and_its_id_kept_before_it_happens() -> None:
    bench = Bench()
    bench.send("REBOOT", "cmd_1")
    [event] = bench.told()
    assert (event["event"], event["commandId"]) == ("status", "cmd_1")
    assert Bench().memory.was_done("cmd_1")


async def _ends(bench: Bench) -> bool:
    try:
        await asyncio.wait_for(bench.reboot.run(), 0.3)
    except RebootError:
        return True
    except asyncio.TimeoutError:
        return False


async def test_the_board_restarts_once_the_broker_has_the_answer() -> None:
    bench = Bench()
    bench.send("REBOOT", "cmd_1")
    bench.told()
    assert await _ends(bench)


async def test_the_board_does_not_restart_while_the_answer_is_on_its_way() -> None:
    bench = Bench()
    bench.send("REBOOT", "cmd_1")
    assert not await _ends(bench)


async def test_a_broker_that_takes_no_answer_does_not_hold_the_restart_up() -> None:
    bench = Bench()
    bench.send("REBOOT", "cmd_1")
    times = [0, LAST_WORDS_MS - 1, LAST_WORDS_MS]
    bench.board.clock.now = lambda: 0
    bench.board.clock.since = lambda _then: times.pop(0)
    assert await _ends(bench)
    assert times == []


async def test_a_reboot_that_comes_again_after_the_restart_is_answered_and_not_repeated() -> None:
    Bench().send("REBOOT", "cmd_1")
    again = Bench()
    again.send("REBOOT", "cmd_1")
    assert again.told()[-1]["commandId"] == "cmd_1"
    assert not await _ends(again)


def test_the_next_boot_says_that_it_was_asked_for_and_the_one_after_does_not() -> None:
    Bench().send("REBOOT", "cmd_1")
    again = Bench()
    assert again.events.boot_complete()["resetCause"] == "reboot"
    again.memory.commit()
    assert Bench().events.boot_complete()["resetCause"] == "power_on"


def test_a_reboot_is_refused_while_the_motor_runs_and_without_an_id() -> None:
    bench = Bench()
    bench.send("REBOOT")
    assert bench.told()[0]["errorCode"] == "E002"
    bench.dispense("itm_1", 5)
    bench.send("REBOOT", "cmd_1")
    assert bench.told()[0]["errorCode"] == "E004"


def test_nothing_is_begun_any_more_once_a_reboot_is_under_way() -> None:
    bench = Bench()
    bench.send("REBOOT", "cmd_1")
    bench.dispense("itm_1", 5)
    assert bench.told()[-1]["reason"] == "busy"
