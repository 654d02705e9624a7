"""Brings a screen, a list of items, onto the display: strip by strip, in steps between which the others have a turn.

An item is (kind, x, y, width, height, colour, detail), in the order in which it is drawn. A strip is drawn again
where an item of it came, went or changed.
"""

import framebuf

from fbox import lettering, letters, symbols
from fbox.plan import Plan

SLICE_MS = 1  # then the others have a turn; a single step takes up to 2 ms on a board, a strip's way out 1 ms


class Painter:
    def __init__(self, display, clock):
        self._display, self._clock = display, clock
        size = display.width, display.rows
        self._frame = framebuf.FrameBuffer(display.buffer, *size, framebuf.RGB565)
        self._plan = Plan()
        self._shown = None
        self._since = clock.now()

    async def start(self):
        await self._display.start(self._clock)

    async def show(self, items):
        """Returns once all of it is seen. The first time, that is the whole picture."""
        before, self._shown = self._shown, items
        self._since = self._clock.now()
        tops = await self._new_strips(before, items)
        await self._lay_out(items, tops)
        for top in tops:
            await self._in_steps(self._plan.strip(self._frame, top, self._display.rows))
            self._display.strip(top)
            await self._make_room()
        if before is None:
            self._display.light()

    async def _new_strips(self, before, items):
        """The upper rows of those that are to be drawn."""
        tops = []
        for top in range(0, self._display.height, self._display.rows):
            if before is None or self._within(before, top) != self._within(items, top):
                tops.append(top)
            await self._make_room()
        return tops

    async def _lay_out(self, items, tops):
        self._plan.clear()
        for item in items:
            if any(self._meets(item, top) for top in tops):
                await self._in_steps(LAY_OUT[item[0]](self._plan, *item[1:]))

    async def _in_steps(self, job):
        for _ in job:
            await self._make_room()

    async def _make_room(self):
        if self._clock.since(self._since) >= SLICE_MS:
            await self._clock.sleep(0)
            self._since = self._clock.now()

    def _within(self, items, top):
        return [item for item in items if self._meets(item, top)]

    def _meets(self, item, top):
        """Whether it has a part in the strip."""
        return item[2] < top + self._display.rows and top < item[2] + item[4]


def _box(plan, x, y, width, height, colour, _detail):
    plan.box(x, y, width, height, colour)
    return ()


def _text(plan, x, y, _width, height, colour, detail):
    return lettering.draw(plan, x, y, height, colour, detail)


def _symbol(plan, x, y, _width, height, colour, detail):
    symbols.draw(plan, x, y, height, colour, detail)
    return ()


def _modules(plan, x, y, width, _height, colour, detail):
    """Rows of 1 (drawn) and 0, such as a QR code's."""
    scale = width // len(detail)
    for i, row in enumerate(detail):
        for start, end in letters.runs(bytes(row)):
            plan.box(x + start * scale, y + i * scale, (end - start) * scale, scale, colour)
        yield


LAY_OUT = {"box": _box, "text": _text, "symbol": _symbol, "modules": _modules}
