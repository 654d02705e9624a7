"""Brings a screen, a list of items, onto the display: strip after strip, with a pause in between for everybody else.

An item is (kind, x, y, width, height, colour, detail), in the order in which it is drawn. A strip is drawn again
where an item of it came, went or changed.
"""

from fbox import lettering, symbols
from fbox.canvas import Canvas


class Painter:
    def __init__(self, display, clock):
        self._display, self._clock = display, clock
        self._canvas = Canvas(display.buffer, display.width, display.rows)
        self._shown = None

    async def start(self):
        await self._display.start(self._clock)

    async def show(self, items):
        """Returns once all of it is seen. The first time, that is the whole picture."""
        before, self._shown = self._shown, items
        for top in range(0, self._display.height, self._display.rows):
            if before is None or self._within(before, top) != self._within(items, top):
                await self._strip(top, items)
        if before is None:
            self._display.light()

    async def _strip(self, top, items):
        self._canvas.top = top
        for item in self._within(items, top):
            _draw(self._canvas, item)
            await self._clock.sleep(0)
        self._display.strip(top)
        await self._clock.sleep(0)

    def _within(self, items, top):
        """Those that have a part in the strip."""
        end = top + self._display.rows
        return [item for item in items if item[2] < end and top < item[2] + item[4]]


def _draw(canvas, item):
    DRAW[item[0]](canvas, *item[1:])


def _box(canvas, x, y, width, height, colour, _detail):
    canvas.box(x, y, width, height, colour)


def _text(canvas, x, y, _width, height, colour, detail):
    lettering.draw(canvas, x, y, height, colour, detail)


def _symbol(canvas, x, y, _width, height, colour, detail):
    symbols.draw(canvas, x, y, height, colour, detail)


def _modules(canvas, x, y, width, _height, colour, detail):
    """Rows of 1 (drawn) and 0, such as a QR code's."""
    scale = width // len(detail)
    for i, row in enumerate(detail):
        if canvas.meets(y + i * scale, scale):
            for j, module in enumerate(row):
                if module:
                    canvas.box(x + j * scale, y + i * scale, scale, scale, colour)


DRAW = {"box": _box, "text": _text, "symbol": _symbol, "modules": _modules}
