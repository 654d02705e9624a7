import gc

from fbox import screens
from fbox.painter import Painter

from fakes import FakeDisplay

READY = screens.work("ready", 24, "상의", "XL")
WHOLE = list(range(0, 320, 10))
IN_BYTES = hasattr(gc, "mem_alloc")
GROWTH = 256 if IN_BYTES else 10  # bytes; CPython counts objects


class Turns:
    """A clock that notes when the others got their turn. Whoever looks at it has spent `ms`."""

    def __init__(self, log: list, ms: int) -> None:
        self._log, self._ms, self._time = log, ms, 0

    def now(self) -> int:
        self._time += self._ms
        return self._time

    def since(self, then: int) -> int:
        return self.now() - then

    async def sleep(self, ms: int) -> None:
        self._log.append("turn")


async def _painter(ms: int = 0) -> tuple:
    display = FakeDisplay()
    painter = Painter(display, Turns(display.log, ms))
    await painter.start()
    return display, painter


async def test_the_first_picture_is_drawn_whole_before_the_lamp_goes_on() -> None:
    display, painter = await _painter()
    await painter.show(READY)
    assert display.strips() == WHOLE
    assert display.log[-1] == "light"


async def test_what_is_seen_already_is_not_drawn_again() -> None:
    display, painter = await _painter()
    await painter.show(READY)
    display.log.clear()
    await painter.show(screens.work("ready", 24, "상의", "XL"))
    assert display.log == []


async def test_a_new_stock_costs_its_own_strips() -> None:
    display, painter = await _painter()
    await painter.show(READY)
    display.log.clear()
    await painter.show(screens.work("ready", 23, "상의", "XL"))
    assert display.strips() == [190, 200, 210, 220, 230, 240, 250]


async def test_a_new_state_leaves_the_product_alone() -> None:
    display, painter = await _painter()
    await painter.show(READY)
    display.log.clear()
    await painter.show(screens.work("locked", 24, "상의", "XL"))
    assert display.strips() == list(range(180, 320, 10))


async def test_the_others_get_a_turn_whenever_a_millisecond_is_over() -> None:
    display, painter = await _painter(ms=1)
    await painter.show(READY)
    log = display.log
    after = [log[at + 1] for at, entry in enumerate(log[:-1]) if type(entry) is int]
    assert after == ["turn"] * len(WHOLE)
    assert log.count("turn") > 300, "after each shape of each strip"


async def test_who_draws_fast_does_not_stop_all_the_time() -> None:
    display, painter = await _painter()
    await painter.show(READY)
    assert "turn" not in display.log


async def test_a_strip_shows_what_lies_in_it() -> None:
    display, painter = await _painter()
    await painter.show([("box", 0, 0, 240, 320, 0x1234, None), ("box", 3, 15, 2, 2, 0xABCD, None)])
    assert display.pixel(3, 15) == display.pixel(4, 16) == 0xABCD
    assert display.pixel(2, 15) == display.pixel(5, 16) == display.pixel(3, 14) == display.pixel(3, 17) == 0x1234


async def test_the_heap_does_not_grow_with_the_pictures() -> None:
    display, painter = await _painter()
    before = 0
    for number in range(93):
        await painter.show(screens.work(("ready", "locked", "help")[number % 3], number % 31, "수건", "XL"))
        display.log.clear()
        before = before or (_used() if number == 30 else 0)
    assert _used() - before <= GROWTH, _used() - before


def _used() -> int:
    gc.collect()
    return gc.mem_alloc() if IN_BYTES else len(gc.get_objects())
