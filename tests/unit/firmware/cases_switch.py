import asyncio

from fbox import door
from fbox.switch import READINGS, Switch

from fakes import Bench


def _switch(*readings: int) -> tuple:
    """A switch that begins open, and what each further sample says."""
    left = [0] + list(readings)
    switch = Switch(lambda: bool(left.pop(0)))
    return switch, [switch.sample() for _ in readings]


def test_equal_readings_in_a_row_change_the_state_once() -> None:
    switch, changes = _switch(1, 1, 1, 1)
    assert switch.on
    assert changes == [False, False, True, False]


def test_a_contact_that_bounces_changes_nothing() -> None:
    switch, changes = _switch(1, 1, 0, 1, 0, 1, 1, 0)
    assert not switch.on
    assert not any(changes)


def test_the_state_changes_back_as_carefully() -> None:
    switch, changes = _switch(1, 1, 1, 0, 0, 1, 0, 0, 0)
    assert not switch.on
    assert changes.count(True) == 2


async def _watched(bench: Bench, *positions: int) -> list:
    """What is told of a door that is held in each position long enough."""
    at = [0]
    bench.board.door = Switch(lambda: bool(at[0]))

    async def hold(_ms: int) -> None:
        if len(seen) == len(positions) * READINGS:
            raise EOFError
        at[0] = positions[len(seen) // READINGS]
        seen.append(at[0])

    seen = []
    bench.board.clock.sleep = hold
    try:
        await door.watch(bench.board, bench.memory, bench.events, bench.outbox, bench.liveness.pulse("door", 10000))
    except EOFError:
        await asyncio.sleep_ms(0)
    return bench.told()


async def test_a_door_that_opens_and_closes_is_told_with_the_stock() -> None:
    bench = Bench(stock=7)
    opened, closed = await _watched(bench, 0, 1, 1, 0)
    assert opened["event"] == "door_opened"
    assert (closed["event"], closed["stock"], closed["sensorAvailable"]) == ("door_closed", 7, False)


async def test_a_door_found_open_at_boot_is_told() -> None:
    bench = Bench()
    bench.board.door.on = True
    bench.board.clock.sleep = None
    try:
        await door.watch(bench.board, bench.memory, bench.events, bench.outbox, bench.liveness.pulse("door", 10000))
    except TypeError:
        assert bench.names() == ["door_opened"]
        return
    raise AssertionError("not watched")
