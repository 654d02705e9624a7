"""A picture as shapes in an array: laid out once, then drawn strip by strip. Colours are a picture's, 0 to 3."""

from array import array

from fbox import letters

SIZE = 7  # numbers a shape: kind, colour, first row, the row after the last, and three of its own
ROOM = 180  # shapes: 2,520 bytes, enough for all but a set-up screen
BOX, SLANT, RING, WEDGE, LETTER = range(5)


class Plan:
    """Pixels throughout; what lies outside the picture is left out. Taken once, and used for every picture."""

    def __init__(self):
        self._shapes = array("h", bytes(2 * SIZE * ROOM))
        self.clear()

    def clear(self):
        self._end = 0

    def box(self, x, y, width, height, colour):
        self._add(BOX, colour, y, y + height, x, width, 0)

    def slant(self, start, end, thick, colour):
        """From the upper end to the lower one, `thick` pixels wide in every row."""
        self._add(SLANT, colour, start[1], end[1], start[0], end[0], thick)

    def ring(self, middle, radius, thick, colour):
        """An ellipse's outline: `middle` and `radius` as x, y."""
        self._add(RING, colour, middle[1] - radius[1], middle[1] + radius[1], middle[0], radius[0], thick)

    def wedge(self, box, corner, colour):
        """The half of a box (x, y, width, height) in that corner: 1 for the right ones plus 2 for the lower ones."""
        x, y, width, height = box
        self._add(WEDGE, colour, y, y + height, x, width, corner)

    def letter(self, x, y, scale, at, colour):
        """A letter's cells, `scale` pixels wide and high; `at` as in letters.py."""
        self._add(LETTER, colour, y, y + letters.ROWS * scale, x, scale, at)

    def strip(self, frame, top, rows):
        """Draws what lies in the picture's rows from `top` on."""
        shapes = self._shapes
        for at in range(0, self._end, SIZE):
            if shapes[at + 2] < top + rows and top < shapes[at + 3]:
                DRAW[shapes[at]](frame, top, rows, *shapes[at + 1 : at + SIZE])

    def _add(self, *numbers):
        if self._end == len(self._shapes):
            self._shapes.extend(array("h", bytes(2 * SIZE)))
        for number in numbers:
            self._shapes[self._end] = number
            self._end += 1


def _box(frame, top, _rows, colour, y, end, x, width, _):
    frame.fill_rect(x, y - top, width, end - y, colour)


def _slant(frame, top, rows, colour, y, end, x, end_x, thick):
    for row in range(max(y, top), min(end, top + rows)):
        frame.hline(x + (end_x - x) * (row - y) // (end - y), row - top, thick, colour)


def _ring(frame, top, rows, colour, y, end, x, wide, thick):
    high, middle = (end - y) / 2, (y + end - 1) / 2
    for row in range(max(y, top), min(end, top + rows)):
        outer = _half(wide, high, row - middle)
        inner = _half(wide - thick, high - thick, row - middle)
        frame.hline(x - outer, row - top, outer - inner, colour)
        frame.hline(x + inner, row - top, outer - inner, colour)


def _half(wide, high, row):
    """Half an ellipse's width, `row` from its middle; 0 outside."""
    left = high * high - row * row
    return int(wide * left**0.5 / high + 0.5) if left > 0 and wide > 0 else 0


def _wedge(frame, top, rows, colour, y, end, x, width, corner):
    for row in range(max(y, top), min(end, top + rows)):
        from_edge = end - 1 - row if corner & 2 else row - y
        long = width - width * from_edge // (end - y)
        frame.hline(x + width - long if corner & 1 else x, row - top, long, colour)


def _letter(frame, top, rows, colour, y, _end, x, scale, at):
    for number in range(letters.ROWS):
        row = y + number * scale - top
        if -scale < row < rows:
            for start, end in letters.runs(letters.row(at, number)):
                frame.fill_rect(x + start * scale, row, (end - start) * scale, scale, colour)


DRAW = (_box, _slant, _ring, _wedge, _letter)
