import json

from fbox.app import App
from fbox.flash import Record
from fbox.link import FIRST_PAUSE_MS, Backoff, Link

from fakes import Bench, FakeBoard, settings


def _pauses(most_ms: int, count: int) -> list:
    backoff = Backoff(most_ms)
    return [backoff.pause() for _ in range(count)]


def test_pauses_double_up_to_the_most_with_up_to_half_as_much_again() -> None:
    for _ in range(50):
        for pause, base in zip(_pauses(4000, 6), (500, 1000, 2000, 4000, 4000, 4000)):  # noqa: B905 - MicroPython
            assert base <= pause <= base * 3 // 2


def test_two_boards_do_not_come_back_in_step() -> None:
    assert len({tuple(_pauses(30000, 6)) for _ in range(20)}) > 1


def test_a_connection_that_lasted_makes_the_next_pause_short_again() -> None:
    backoff = Backoff(30000)
    for _ in range(6):
        backoff.pause()
    backoff.reset()
    assert backoff.pause() <= FIRST_PAUSE_MS * 3 // 2


async def test_without_wifi_it_tries_again_and_again_with_growing_pauses() -> None:
    bench, pauses = Bench(), []

    async def no_wifi() -> None:
        raise OSError("no Wi-Fi")

    async def note(ms: int) -> None:
        pauses.append(ms)
        if len(pauses) == 5:
            raise EOFError

    bench.board.radio.connect, bench.board.clock.sleep = no_wifi, note
    pulse = bench.liveness.pulse("link", 10000)
    link = Link(settings(), bench.board, bench.events, bench.outbox, bench.commands.handle, pulse)
    try:
        await link.run(lambda: None)
    except EOFError:
        assert pauses == sorted(pauses)
        assert pauses[-1] >= 8000
        return
    raise AssertionError("it gave up")


def _greeted(app: App, joined: int) -> list:
    app._board.radio.joined = joined
    app._greet()
    entries = list(app.outbox._entries)
    for entry in entries:
        app.outbox.remove(entry)
    return [json.loads(entry.payload)["event"] for entry in entries]


def test_a_boot_a_lost_broker_and_a_lost_wifi_are_told_apart() -> None:
    Record("flash")
    app = App(settings(), FakeBoard(), "flash")
    assert _greeted(app, 1) == ["boot_complete", "heartbeat"]
    assert _greeted(app, 1) == ["mqtt_reconnected", "heartbeat"]
    assert _greeted(app, 2) == ["wifi_reconnected", "mqtt_reconnected", "heartbeat"]
    assert _greeted(app, 2) == ["mqtt_reconnected", "heartbeat"]
