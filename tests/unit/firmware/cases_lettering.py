from fbox import hangul, lettering, letters

SIDE = 45


class Ink:
    """A plan that notes how far anything reaches."""

    def __init__(self) -> None:
        self.left = self.top = 999
        self.right = self.bottom = -999

    def box(self, x: int, y: int, width: int, height: int, _colour: int) -> None:
        assert min(width, height) > 0, (width, height)
        self.left, self.top = min(self.left, x), min(self.top, y)
        self.right, self.bottom = max(self.right, x + width), max(self.bottom, y + height)

    def slant(self, start: tuple, end: tuple, thick: int, colour: int) -> None:
        assert start[1] < end[1], "from the upper end to the lower one"
        for x in (start[0], end[0]):
            self.box(x, start[1], thick, end[1] - start[1], colour)

    def ring(self, middle: tuple, radius: tuple, thick: int, colour: int) -> None:
        (x, y), (wide, high) = middle, radius
        self.box(x - wide, y - high, 2 * wide, 2 * high, colour)

    def letter(self, x: int, y: int, scale: int, at: int, colour: int) -> None:
        self.box(x, y, letters.COLUMNS * scale, letters.ROWS * scale, colour)

    def wedge(self, box: tuple, _corner: int, colour: int) -> None:
        self.box(*box, colour)


def _ink(char: str, height: int = SIDE) -> Ink:
    ink = Ink()
    lettering.draw(ink, 0, 0, height, 1, char)
    return ink


def test_every_kind_of_syllable_stays_within_its_square() -> None:
    for code in range(hangul.FIRST, hangul.LAST + 1, 97):
        ink = _ink(chr(code))
        assert min(ink.left, ink.top) >= -2, (chr(code), ink.left, ink.top)
        assert max(ink.right, ink.bottom) <= SIDE + 2, (chr(code), ink.right, ink.bottom)


def test_no_two_syllables_are_drawn_alike() -> None:
    seen = {}
    for code in range(hangul.FIRST, hangul.LAST + 1, 89):
        drawn = str(list(hangul.strokes(chr(code))))
        assert drawn not in seen, (chr(code), seen.get(drawn))
        seen[drawn] = chr(code)


def test_a_syllable_is_made_of_its_jamo() -> None:
    assert [len(list(hangul.strokes(char))) for char in "수건뚫"] == [4, 6, 16]


def test_a_text_takes_as_much_room_as_there_is() -> None:
    assert lettering.fit("XL", 220, 112, 14) == ("XL", 112)
    text, height = lettering.fit("운동복 상의", 220, 90, 14)
    assert lettering.width(text, height) <= 220 < lettering.width(text, height + 2)


def test_every_letter_and_figure_stays_within_its_cells() -> None:
    for char in letters.CHARS:
        ink = _ink(char, 70)
        assert -2 <= ink.left < ink.right <= 52, (char, ink.left, ink.right)
        assert 0 <= ink.top < ink.bottom <= 70, char


def test_no_two_letters_look_alike() -> None:
    assert len({letters.cells(letters.find(char)) for char in letters.CHARS}) == len(letters.CHARS)


def test_a_letter_nobody_drew_is_a_question_mark() -> None:
    assert letters.find("漢") == letters.find("?")
