"""A symbol for each state, on a square of 16 by 16 units of any size: nobody has to tell colours apart."""


def draw(plan, x, y, size, colour, name):
    """`x`, `y`: the upper left corner; `size` in pixels."""
    SYMBOLS[name](_Pen(plan, x, y, size, colour))


class _Pen:
    """Takes units, gives pixels."""

    def __init__(self, plan, x, y, size, colour):
        self._plan, self._x, self._y, self._size, self._colour = plan, x, y, size, colour

    def box(self, x, y, width, height):
        left, top = self._point(x, y)
        right, bottom = self._point(x + width, y + height)
        self._plan.box(left, top, right - left, bottom - top, self._colour)

    def slant(self, x, y, end_x, end_y, thick):
        wide = self._pixels(thick)
        self._plan.slant(self._point(x, y), self._point(end_x, end_y), wide, self._colour)

    def ring(self, x, y, radius, thick):
        reach = self._pixels(radius)
        self._plan.ring(self._point(x, y), (reach, reach), self._pixels(thick), self._colour)

    def frame(self, x, y, width, height, thick):
        self.box(x, y, width, thick)
        self.box(x, y + height - thick, width, thick)
        self.box(x, y, thick, height)
        self.box(x + width - thick, y, thick, height)

    def tip(self, x, y, width, height):
        """A triangle that stands on its tip, `x` in its middle."""
        self.wedge(x - width / 2, y, width / 2, height, 1)
        self.wedge(x, y, width / 2, height, 0)

    def wedge(self, x, y, width, height, corner):
        left, top = self._point(x, y)
        right, bottom = self._point(x + width, y + height)
        self._plan.wedge((left, top, right - left, bottom - top), corner, self._colour)

    def _point(self, x, y):
        return self._x + self._pixels(x), self._y + self._pixels(y)

    def _pixels(self, units):
        return int(units * self._size / 16)


def _tick(pen):
    pen.slant(0.5, 8, 5, 13.5, 3.2)
    pen.slant(12.5, 2.5, 5, 13.5, 3.2)


def _nearly_empty(pen):
    """A box with the last quarter in it."""
    _open_box(pen)
    pen.box(3.5, 10.5, 9, 2)


def _open_box(pen):
    pen.box(1, 2, 1.5, 13)
    pen.box(13.5, 2, 1.5, 13)
    pen.box(1, 13.5, 14, 1.5)


def _empty(pen):
    _open_box(pen)
    pen.slant(4.5, 3, 9.5, 11, 2)
    pen.slant(9.5, 3, 4.5, 11, 2)


def _padlock(pen):
    pen.ring(8, 6, 5, 2)
    pen.box(2, 7, 12, 8.5)


def _arrow(pen):
    pen.box(6, 0.5, 4, 6)
    pen.tip(8, 6.5, 12, 6)
    pen.box(1, 14, 14, 1.5)


def _no_signal(pen):
    for i in range(4):
        pen.box(1 + 3.5 * i, 11 - 3 * i, 2.5, 4 + 3 * i)
    pen.slant(1, 1, 5, 6, 1.6)
    pen.slant(5, 1, 1, 6, 1.6)


def _warning(pen):
    pen.slant(7, 1, 0, 15, 2)
    pen.slant(7, 1, 14, 15, 2)
    pen.box(0, 13.5, 16, 1.5)
    pen.box(7, 5.5, 2, 4)
    pen.box(7, 10.7, 2, 1.6)


def _door(pen):
    """Its leaf stands ajar, nearer to who looks at it."""
    pen.frame(2, 0.5, 12.5, 13.5, 1.2)
    pen.wedge(2, 0.5, 7, 2.5, 2)
    pen.box(2, 3, 7, 11)
    pen.wedge(2, 14, 7, 2, 1)


SYMBOLS = {
    "ready": _tick,
    "low": _nearly_empty,
    "empty": _empty,
    "locked": _padlock,
    "dispensing": _arrow,
    "offline": _no_signal,
    "help": _warning,
    "open": _door,
}
