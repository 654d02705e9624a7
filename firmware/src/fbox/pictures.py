"""Shows what drawing.py left in flash: the product's picture above, the state's below it, in that the number.

A picture is a file: four colours of two bytes each, as the panel's buffer has them, then its rows, two bits a pixel.
"""

import framebuf

WIDTH, HEIGHT = 240, 320
PANEL = 184  # rows from here down are the state's
COLOURS = 8  # bytes
PRODUCT = "product"
FIGURE = 58, 63  # a figure with the edge that a slanted stroke needs, on its left
FIGURE_EDGE = 4
FIGURE_STEP = 54
NUMBER_RIGHT, NUMBER_TOP = 201, PANEL + 8
NUMBER_END = NUMBER_TOP + FIGURE[1]
MOST_FIGURES = 2


def stride(width):
    """Bytes a row."""
    return (width + 3) // 4


class Pictures:
    """`place`: how the files' names begin. Long-lived buffers are taken here, early."""

    def __init__(self, display, clock, place):
        self._display, self._clock, self._place = display, clock, place
        self._colours, self._cells = bytearray(COLOURS), bytearray(stride(WIDTH) * display.rows)
        self._figures = [bytearray(stride(FIGURE[0]) * FIGURE[1]) for _ in range(MOST_FIGURES)]
        self._frame = framebuf.FrameBuffer(display.buffer, WIDTH, display.rows, framebuf.RGB565)
        self._palette = framebuf.FrameBuffer(self._colours, 4, 1, framebuf.RGB565)
        self._source = framebuf.FrameBuffer(self._cells, WIDTH, display.rows, framebuf.GS2_HMSB)
        self._number = []
        self._shown = None

    async def start(self):
        await self._display.start(self._clock)

    async def show(self, name, stock):
        """Returns once it is seen: the first time and after an OSError, which it raises, the whole display."""
        before, self._shown = self._shown, None
        self._number = self._read_number(str(stock))
        if before is None:
            await self._bring(PRODUCT, 0, 0, PANEL)
        top, end = (NUMBER_TOP, NUMBER_END) if name == before else (PANEL, HEIGHT)
        await self._bring(name, PANEL, top, end)
        self._shown = name
        if before is None:
            self._display.light()

    async def _bring(self, name, above, top, end):
        """The rows from `top` to `end` of the picture that begins at the row `above`. Others have their turns."""
        with open(self._place + name, "rb") as file:
            if file.seek(0, 2) < COLOURS + (end - above) * stride(WIDTH):
                raise OSError("a picture in flash is cut off")  # before any of it is seen
            file.seek(0)
            _fill(file, self._colours)
            file.seek(COLOURS + (top - above) * stride(WIDTH))
            for row in range(top, end, self._display.rows):
                _fill(file, self._cells)
                self._frame.blit(self._source, 0, 0, -1, self._palette)
                for x, figure in self._number:
                    self._frame.blit(figure, x, NUMBER_TOP - row, -1, self._palette)
                self._display.strip(row)
                await self._clock.sleep(0)

    def _read_number(self, digits):
        """(x, picture) of each figure, from the left: the next one's edge lies on its own."""
        left = NUMBER_RIGHT - FIGURE_STEP * len(digits) - FIGURE_EDGE
        return [(left + FIGURE_STEP * i, self._figure(digit, self._figures[i])) for i, digit in enumerate(digits)]

    def _figure(self, digit, buffer):
        with open(self._place + digit, "rb") as file:
            file.seek(COLOURS)
            _fill(file, buffer)
        return framebuf.FrameBuffer(buffer, *FIGURE, framebuf.GS2_HMSB)


def _fill(file, buffer):
    if file.readinto(buffer) != len(buffer):
        raise OSError("a picture in flash is cut off")
