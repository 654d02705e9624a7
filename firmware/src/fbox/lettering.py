"""Text at any height: Korean syllables from strokes, all else from cells blown up, with their steps smoothed."""

from fbox import hangul, letters

SMOOTH = 4  # pixels a cell, from which on its steps are seen
LARGE = 504  # a height at which nothing is lost by rounding


def width(text, height):
    """Pixels, with the gap that follows the last letter."""
    return sum(_advance(char, height) for char in text)


def fit(text, room, most, least):
    """(text, height) that stays within `room` pixels; at the least height the text is cut."""
    height = min(most, room * LARGE // max(1, width(text, LARGE)))
    if height >= least:
        return text, height
    while width(text, least) > room:
        text = text[:-1]
    return text, least


def draw(plan, x, y, height, colour, text):
    """`x`, `y`: the upper left corner."""
    for char in text:
        if hangul.is_syllable(char):
            thick = max(1, (height + 2) // 9)
            _drawn(plan, x, y, (height, height), thick, colour, hangul.strokes(char))
        elif char != " ":
            scale = height // letters.ROWS
            _latin(plan, x, y + (height - scale * letters.ROWS) // 2, scale, colour, char)
        x += _advance(char, height)


def _advance(char, height):
    if char == " ":
        return height // 3
    if hangul.is_syllable(char):
        return height + height // 8
    return letters.ADVANCE * (height // letters.ROWS)


def _latin(plan, x, y, scale, colour, char):
    if scale >= SMOOTH and char in letters.STROKES:
        whole = (0, 0, hangul.SIDE, hangul.SIDE)
        strokes = ((stroke, whole) for stroke in letters.STROKES[char].split())
        size = letters.COLUMNS * scale, letters.ROWS * scale
        _drawn(plan, x, y, size, scale, colour, strokes)
    else:
        _blown_up(plan, x, y, scale, colour, letters.find(char))


def _blown_up(plan, x, y, scale, colour, letter):
    plan.letter(x, y, scale, letter, colour)
    columns = letters.cells(letter)
    if scale >= SMOOTH:
        for row in range(letters.ROWS - 1):
            for column in range(letters.COLUMNS - 1):
                corners = columns[column] >> row & 3, columns[column + 1] >> row & 3
                if corners in ((1, 2), (2, 1)):
                    _smooth(plan, x + column * scale, y + row * scale, scale, colour, corners == (1, 2))


def _smooth(plan, x, y, scale, colour, falling):
    """Two cells touch by their corners only: fills what is beside. `x`, `y`: of the four cells around."""
    leg = scale * 3 // 4
    middle, below = x + scale, y + scale
    above, left = below - leg, middle - leg
    if falling:
        plan.wedge((middle, above, leg, leg), 2, colour)
        plan.wedge((left, below, leg, leg), 1, colour)
    else:
        plan.wedge((left, above, leg, leg), 3, colour)
        plan.wedge((middle, below, leg, leg), 0, colour)


def _drawn(plan, x, y, size, thick, colour, strokes):
    """`size`: width and height."""
    room = size[0] - thick, size[1] - thick
    for stroke, place in strokes:
        left, top, right, bottom = (int(at) for at in _ends(stroke[-4:], place, (x, y), room))
        if stroke[0] == hangul.CIRCLE:
            middle = (left + right + thick) // 2, (top + bottom + thick) // 2
            plan.ring(middle, ((right - left + thick) // 2, (bottom - top + thick) // 2), thick, colour)
        elif left == right or top == bottom:
            plan.box(left, top, right - left + thick, bottom - top + thick, colour)
        else:
            _slant(plan, (left, top), (right, bottom + thick), thick, colour)


def _slant(plan, start, end, thick, colour):
    """Measured across its direction it is as thick as the other strokes."""
    wide, high = end[0] - start[0], end[1] - start[1]
    row = int(thick * (wide * wide + high * high) ** 0.5 / high)
    more = (row - thick) // 2
    plan.slant((start[0] - more, start[1]), (end[0] - more, end[1]), row, colour)


def _ends(stroke, place, at, room):
    """The stroke's two ends in pixels."""
    for i in range(4):
        axis = i & 1
        units = place[axis] + int(stroke[i]) * place[2 + axis] / hangul.UNITS
        yield at[axis] + units * room[axis] / hangul.SIDE + 0.5
