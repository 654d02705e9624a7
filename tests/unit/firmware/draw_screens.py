"""Shows every screen on the simulated display and leaves each as a file, in an empty folder. Either runtime."""

import asyncio

from fbox import drawing, screens
from fbox.clock import Clock
from fbox.pictures import Pictures
from fbox.st7789 import Display
from panel import FRAME, HEIGHT, WIDTH

WORK = (
    ("ready", 24, "운동복 상의", "XL"),
    ("low", 5, "운동복 하의", "2XL"),
    ("empty", 0, "운동복 상의", "M"),
    ("locked", 12, "요가복", "FREE"),
    ("dispensing", 7, "스포츠 수건", ""),
    ("offline", 30, "땀수건", ""),
    ("help", 11, "운동복 상의 105", "105"),
    ("open", 3, "수건 (큰 것)", "L"),
    ("wrong password", 20, "운동복 상의", "S"),
)
SETUP = "FBOX-SETUP-C424", "7m9a5048kd", "http://192.168.4.1"
NAMES = {"wrong password": "trouble"}


async def main() -> None:
    display, clock = Display(), Clock()
    await display.start(clock)
    for look, stock, product, size in WORK:
        drawing.keep("", product, size)
        await Pictures(display, clock, "").show(look, stock)
        _keep(NAMES.get(look, look))
    drawing.onto(display, *screens.set_up(*SETUP))
    _keep("setup")


def _keep(name: str) -> None:
    with open(FRAME, "rb") as frame, open(name + ".frame", "wb") as copy:
        for _row in range(HEIGHT):
            copy.write(frame.read(2 * WIDTH))


asyncio.run(main())
