from fbox.app import App
from fbox.button import LongPress, watch
from fbox.mode import setup_was_asked
from fbox.reboot import RebootError
from fbox.switch import SAMPLE_MS, Switch

from fakes import FakeBoard, FakeClock, settings

LONG_MS = 100


def _held(*spans: tuple) -> bool:
    """Whether (contact, motor runs, ms) one after the other are a long press."""
    at = [spans[0][0]]
    clock = FakeClock()
    press = LongPress(Switch(lambda: at[0]), clock, LONG_MS)
    for contact, busy, ms in spans:
        at[0] = contact
        for _ in range(ms // SAMPLE_MS):
            if press.look(busy):
                return True
            clock.ms += SAMPLE_MS
    return False


LET_GO = (False, False, 50)


def test_a_button_held_long_enough_is_a_long_press() -> None:
    assert _held(LET_GO, (True, False, 200))


def test_a_bump_is_none_and_neither_are_many() -> None:
    bump = (True, False, 60)
    assert not _held(LET_GO, bump, LET_GO, bump, LET_GO, bump, LET_GO)


def test_a_button_held_while_the_motor_runs_is_none() -> None:
    assert not _held(LET_GO, (True, True, 500), LET_GO)


def test_only_the_time_after_the_motor_stood_counts() -> None:
    assert not _held(LET_GO, (True, True, 500), (True, False, 60), LET_GO)
    assert _held(LET_GO, (True, True, 500), (True, False, 200))


def test_a_button_that_is_stuck_from_boot_on_never_is_one() -> None:
    assert not _held((True, False, 1000))


def test_a_button_found_down_at_boot_counts_once_it_was_let_go() -> None:
    assert _held((True, False, 200), LET_GO, (True, False, 200))


async def test_a_long_press_at_work_leaves_a_mark_stops_new_work_and_keeps_what_flash_holds() -> None:
    board = FakeBoard()
    app = App(settings(longPressMs=500), board, "flash")
    app.memory.stock = 7
    app.outbox.add_durable(app.events.make("dispense_complete", "itm_1", stock=7))
    app.memory.commit()
    board.clock = FakeClock()
    board.button = Switch(lambda: board.clock.ms > 100)
    await app._await_long_press(app.liveness.pulse("button", 1000))
    assert app.drive.busy
    app.reboot._clock = board.clock
    try:
        await app.reboot.run()
    except RebootError:
        assert setup_was_asked("flash")
        assert not setup_was_asked("flash")
        again = App(settings(), board, "flash")
        assert (again.memory.stock, again.outbox.empty) == (7, False)
        return
    raise AssertionError("no restart")


async def test_the_watch_rests_once_the_press_is_made() -> None:
    board = FakeBoard()
    clock = FakeClock()
    app = App(settings(), board, "flash")
    pulse = app.liveness.pulse("button", 1)
    await watch(LongPress(Switch(lambda: clock.ms > 100), clock, LONG_MS), clock, app.drive, pulse)
    assert pulse.is_well()
    assert clock.ms >= LONG_MS
