import gc
import os

from fbox import drawing, screens
from fbox.pictures import FIGURE, FIGURE_EDGE, FIGURE_STEP, NUMBER_RIGHT, NUMBER_TOP, Pictures

from fakes import FakeDisplay

WHOLE = list(range(0, 320, 8))
IN_BYTES = hasattr(gc, "mem_alloc")
GROWTH = 256 if IN_BYTES else 10  # bytes; CPython counts objects


class Turns:
    """A clock that notes when the others got their turn."""

    def __init__(self, log: list) -> None:
        self._log = log

    async def sleep(self, ms: int) -> None:
        self._log.append("turn")


PICTURES = {}  # drawn once for all of these cases


def _drawn() -> str:
    """How the names of a product's pictures begin."""
    if "flash" not in os.listdir("."):
        os.mkdir("flash")
    if not PICTURES:
        drawing.keep("flash/", "상의", "XL")
        PICTURES.update({name: _content(name) for name in os.listdir("flash")})
    for name, content in PICTURES.items():
        with open("flash/" + name, "wb") as file:
            file.write(content)
    return "flash/"


def _content(name: str) -> bytes:
    with open("flash/" + name, "rb") as file:
        return file.read()


async def _shown(name: str = "ready", stock: int = 24) -> tuple:
    display = FakeDisplay()
    pictures = Pictures(display, Turns(display.log), _drawn())
    await pictures.start()
    await pictures.show(name, stock)
    return display, pictures


async def test_the_first_picture_is_shown_whole_before_the_lamp_goes_on() -> None:
    display, _ = await _shown()
    assert display.strips() == WHOLE
    assert display.log[-1] == "light"


async def test_a_new_stock_costs_its_own_strips() -> None:
    display, pictures = await _shown()
    display.log.clear()
    await pictures.show("ready", 23)
    assert display.strips() == [192, 200, 208, 216, 224, 232, 240, 248]


async def test_a_new_state_leaves_the_product_alone() -> None:
    display, pictures = await _shown()
    display.log.clear()
    await pictures.show("locked", 24)
    assert display.strips() == list(range(184, 320, 8))


async def test_the_others_get_a_turn_after_every_strip() -> None:
    display, _ = await _shown()
    log = display.log
    after = [log[at + 1] for at, entry in enumerate(log[:-1]) if type(entry) is int]
    assert after == ["turn"] * len(WHOLE)


async def test_each_half_has_its_picture_s_colours() -> None:
    display, pictures = await _shown()
    for name in ("ready", "help"):
        await pictures.show(name, 24)
        assert display.pixel(239, 319).to_bytes(2, "little") == screens.LOOKS[name][0]
        assert display.pixel(239, 0).to_bytes(2, "little") == screens.BLACK


async def test_no_figure_of_a_longer_number_is_left_behind() -> None:
    display, pictures = await _shown("ready", 28)
    left = range(NUMBER_RIGHT - 2 * FIGURE_STEP, NUMBER_RIGHT - FIGURE_STEP - FIGURE_EDGE)
    assert len(_colours(display, left)) == 2
    await pictures.show("ready", 8)
    assert len(_colours(display, left)) == 1


async def test_a_picture_that_is_cut_off_is_not_shown_and_the_next_one_whole() -> None:
    display, pictures = await _shown()
    display.log.clear()
    with open("flash/broken", "wb") as file:
        file.write(b"\0" * 4000)
    try:
        await pictures.show("broken", 24)
    except OSError:
        assert display.strips() == [], "not even the part that is there"
        await pictures.show("ready", 24)
        assert display.strips() == WHOLE
        return
    raise AssertionError("nobody was told")


async def test_the_heap_does_not_grow_with_the_pictures() -> None:
    display, pictures = await _shown()
    before = 0
    for number in range(93):
        await pictures.show(("ready", "locked", "help")[number % 3], number % 31)
        display.log.clear()
        before = before or (_used() if number == 30 else 0)
    assert _used() - before <= GROWTH, _used() - before


def _colours(display: FakeDisplay, columns: range) -> set:
    """Of the number's rows there."""
    return {display.pixel(x, NUMBER_TOP + row) for x in columns for row in range(0, FIGURE[1], 3)}


def _used() -> int:
    gc.collect()
    return gc.mem_alloc() if IN_BYTES else len(gc.get_objects())
