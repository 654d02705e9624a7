"""Text at any height: Korean syllables from strokes, all else from cells blown up, with their steps smoothed."""

from fbox import hangul, letters

SMOOTH = 4  # pixels a cell, from which on its steps are seen


def width(text, height):
    """Pixels, with the gap that follows the last letter."""
    return sum(_advance(char, height) for char in text)


def fit(text, room, most, least):
    """(text, height) that stays within `room` pixels; at the least height the text is cut."""
    for height in range(most, least, -1):
        if width(text, height) <= room:
            return text, height
    while width(text, least) > room:
        text = text[:-1]
    return text, least


def draw(canvas, x, y, height, colour, text):
    """`x`, `y`: the upper left corner."""
    if not canvas.meets(y, height):
        return
    for char in text:
        if hangul.is_syllable(char):
            _drawn(canvas, x, y, (height, height), max(1, (height + 2) // 9), colour, hangul.strokes(char))
        elif char != " ":
            scale = height // letters.ROWS
            _latin(canvas, x, y + (height - scale * letters.ROWS) // 2, scale, colour, char)
        x += _advance(char, height)


def _advance(char, height):
    if char == " ":
        return height // 3
    if hangul.is_syllable(char):
        return height + height // 8
    return letters.ADVANCE * (height // letters.ROWS)


def _latin(canvas, x, y, scale, colour, char):
    if scale >= SMOOTH and char in letters.STROKES:
        whole = (0, 0, hangul.SIDE, hangul.SIDE)
        strokes = [(stroke, whole) for stroke in letters.STROKES[char].split()]
        size = letters.COLUMNS * scale, letters.ROWS * scale
        _drawn(canvas, x, y, size, scale, colour, strokes)
    else:
        _letter(canvas, x, y, scale, colour, letters.cells(char))


def _letter(canvas, x, y, scale, colour, columns):
    for row in range(letters.ROWS):
        top = y + row * scale
        if canvas.meets(top, scale):
            for column in range(letters.COLUMNS):
                left = x + column * scale
                if columns[column] >> row & 1:
                    canvas.box(left, top, scale, scale, colour)
                elif scale >= SMOOTH:
                    _smooth(canvas, left, top, scale, colour, _around(columns, column, row))


def _around(columns, column, row):
    """Three columns of three bits: the cell and its neighbours, the top row lowest."""
    padded = b"\0" + columns + b"\0"
    return [(padded[at] << 1) >> row & 7 for at in (column, column + 1, column + 2)]


def _smooth(canvas, x, y, scale, colour, around):
    """Fills an empty cell's corners where two cells touch there by their corners only."""
    left, middle, right = around
    leg = scale * 3 // 4
    for below in (0, 2):
        if middle >> below & 1:
            for side, from_left in ((left, True), (right, False)):
                if side & 2 and not side >> below & 1:
                    _corner(canvas, (x, y), scale, leg, colour, (from_left, below))


def _corner(canvas, at, scale, leg, colour, where):
    """A triangle of that leg in one corner of a cell."""
    x, y = at
    from_left, below = where
    for i in range(leg):
        row = y + scale - 1 - i if below else y + i
        canvas.box(x if from_left else x + scale - leg + i, row, leg - i, 1, colour)


def _drawn(canvas, x, y, size, thick, colour, strokes):
    """`size`: width and height."""
    room = size[0] - thick, size[1] - thick
    for stroke, place in strokes:
        left, top, right, bottom = (int(at) for at in _ends(stroke[-4:], place, (x, y), room))
        if stroke[0] == hangul.CIRCLE:
            middle = (left + right + thick) // 2, (top + bottom + thick) // 2
            canvas.ring(middle, ((right - left + thick) // 2, (bottom - top + thick) // 2), thick, colour)
        elif left == right or top == bottom:
            canvas.box(left, top, right - left + thick, bottom - top + thick, colour)
        else:
            _slant(canvas, (left, top), (right, bottom + thick), thick, colour)


def _slant(canvas, start, end, thick, colour):
    """Measured across its direction it is as thick as the other strokes."""
    wide, high = end[0] - start[0], end[1] - start[1]
    row = int(thick * (wide * wide + high * high) ** 0.5 / high)
    more = (row - thick) // 2
    canvas.slant((start[0] - more, start[1]), (end[0] - more, end[1]), row, colour)


def _ends(stroke, place, at, room):
    """The stroke's two ends in pixels."""
    for i in range(4):
        axis = i & 1
        units = place[axis] + int(stroke[i]) * place[2 + axis] / hangul.UNITS
        yield at[axis] + units * room[axis] / hangul.SIDE + 0.5
