import asyncio

from fbox import app
from fbox.liveness import LOOKS, Liveness, Pulse

from fakes import Bench, FakeBoard


class FakeClock:
    """Time that the case sets. It ends the watch after so many looks."""

    def __init__(self, looks: int = 1) -> None:
        self.ms = 0
        self.pauses = []
        self._looks = looks

    def now(self) -> int:
        return self.ms

    def since(self, then: int) -> int:
        return self.ms - then

    async def sleep(self, ms: int) -> None:
        self.pauses.append(ms)
        self.ms += ms
        if len(self.pauses) == self._looks:
            raise EOFError


async def _fed(liveness: Liveness) -> int:
    board = liveness._board
    try:
        await liveness.run()
    except EOFError:
        return board.watchdog.fed
    raise AssertionError("ended by itself")


def _board(looks: int = 1) -> FakeBoard:
    board = FakeBoard()
    board.clock = FakeClock(looks)
    return board


def test_a_pulse_is_well_until_its_limit() -> None:
    clock = FakeClock()
    pulse = Pulse(clock, 1000)
    clock.ms = 1000
    assert pulse.is_well()
    clock.ms = 1001
    assert not pulse.is_well()
    pulse.beat()
    assert pulse.is_well()


def test_a_pulse_at_rest_is_well_for_ever() -> None:
    clock = FakeClock()
    pulse = Pulse(clock, 1000)
    pulse.rest()
    clock.ms = 10**9
    assert pulse.is_well()


async def test_the_watchdog_is_fed_several_times_within_its_time() -> None:
    board = _board(LOOKS)
    assert await _fed(Liveness(board, 8000)) == LOOKS
    assert board.clock.ms == 8000


async def test_one_task_that_stands_still_starves_the_watchdog() -> None:
    board = _board(10)
    liveness = Liveness(board, 8000)
    lively = liveness.pulse("lively", 10**9)
    liveness.pulse("still", 3000)
    lively.beat()
    assert await _fed(liveness) == 4


async def test_an_idle_dispenser_is_well() -> None:
    bench = Bench()
    task = asyncio.create_task(bench.drive.run())
    rebooting = asyncio.create_task(bench.reboot.run())
    await asyncio.sleep_ms(5)
    task.cancel()
    rebooting.cancel()
    bench.board.clock.since = lambda _then: 10**9
    assert all(pulse.is_well() for pulse in bench.liveness._pulses.values())


def test_a_command_that_nobody_carries_out_is_noticed() -> None:
    bench = Bench()
    bench.dispense("itm_1", 5)
    bench.board.clock.since = lambda _then: app.STILL_MS + 1
    assert not bench.liveness._pulses["drive"].is_well()


def test_a_reboot_that_does_not_happen_is_noticed() -> None:
    bench = Bench()
    bench.send("REBOOT", "cmd_1")
    bench.board.clock.since = lambda _then: app.STILL_MS + 1
    assert not bench.liveness._pulses["reboot"].is_well()
