"""A strip of the picture at a time, in the one buffer that the display has for it."""

import framebuf


def rgb(red, green, blue):
    """A colour as the panel reads it: 5, 6 and 5 bits, the high byte first, which the frame buffer stores last."""
    value = (red & 0xF8) << 8 | (green & 0xFC) << 3 | blue >> 3
    return (value & 0xFF) << 8 | value >> 8


class Canvas:
    """What is drawn outside the strip that begins at `top` is left out. Pixels of the whole picture throughout."""

    def __init__(self, buffer, width, rows):
        self.rows = rows
        self._frame = framebuf.FrameBuffer(buffer, width, rows, framebuf.RGB565)
        self.top = 0

    def meets(self, y, height):
        return y < self.top + self.rows and self.top < y + height

    def box(self, x, y, width, height, colour):
        self._frame.fill_rect(x, y - self.top, width, height, colour)

    def slant(self, start, end, thick, colour):
        """From the upper end to the lower one, `thick` pixels wide in every row."""
        (x, y), (end_x, end_y) = start, end
        for row in self._rows(y, end_y):
            self._frame.hline(x + (end_x - x) * (row - y) // (end_y - y), row - self.top, thick, colour)

    def ring(self, middle, radius, thick, colour):
        """An ellipse's outline: `middle` and `radius` as x, y. A `thick` as the radius, and it is filled."""
        (x, y), (wide, high) = middle, radius
        for row in self._rows(y - high, y + high):
            outer = _half(wide, high, row - y)
            inner = _half(wide - thick, high - thick, row - y)
            self._frame.hline(x - outer, row - self.top, outer - inner, colour)
            self._frame.hline(x + inner, row - self.top, outer - inner, colour)

    def _rows(self, y, end):
        return range(max(y, self.top), min(end, self.top + self.rows))


def _half(wide, high, row):
    """Half an ellipse's width in that row, measured at the row's middle; 0 outside."""
    left = high * high - (row + 0.5) * (row + 0.5)
    return int(wide * left**0.5 / high + 0.5) if left > 0 and wide > 0 else 0
