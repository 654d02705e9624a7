"""Korean syllables, put together from strokes: the owner's name for his product is not known before he types it.

A syllable's square is 16 by 16; a jamo's box, stretched to its place in it, is 8 by 8. A stroke is four digits,
x y x y, from one end to the other; after an O, the corners of a circle's box.
"""

FIRST, LAST = 0xAC00, 0xD7A3
VOWELS, FINALS = 21, 28
CIRCLE = "O"
SIDE = 16  # of a syllable's square
UNITS = 8  # of a jamo's box

# One text each, not a list: objects would take five times the heap.
SHAPES = (
    "ㄱ 0080 8088\n"
    "ㄴ 0008 0888\n"
    "ㄷ 0080 0008 0888\n"
    "ㄹ 0080 8084 0484 0408 0888\n"
    "ㅁ 0080 0888 0008 8088\n"
    "ㅂ 0008 8088 0484 0888\n"
    "ㅅ 4008 4088\n"
    "ㅇ O0088\n"
    "ㅈ 0080 4008 4088\n"
    "ㅊ 2060 0282 4208 4288\n"
    "ㅋ 0080 8088 0484\n"
    "ㅌ 0080 0008 0888 0484\n"
    "ㅍ 0080 0888 2028 6068\n"
    "ㅎ 2060 0282 O1378\n"
    "ㅏ 2028 2484\n"
    "ㅐ 1018 7078 1474\n"
    "ㅑ 2028 2383 2686\n"
    "ㅒ 1018 7078 1373 1676\n"
    "ㅓ 6068 0464\n"
    "ㅔ 3038 8088 0434\n"
    "ㅕ 6068 0363 0666\n"
    "ㅖ 3038 8088 0333 0636\n"
    "ㅣ 4048\n"
    "ㅗ 4048 0888\n"
    "ㅛ 2028 6068 0888\n"
    "ㅜ 0080 4048\n"
    "ㅠ 0080 2028 6068\n"
    "ㅡ 0484\n"
)
INITIALS = "ㄱ ㄱㄱㄴ ㄷ ㄷㄷㄹ ㅁ ㅂ ㅂㅂㅅ ㅅㅅㅇ ㅈ ㅈㅈㅊ ㅋ ㅌ ㅍ ㅎ "  # two places each, as the following
MEDIALS = "ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏㅗㅐㅗㅣㅛ ㅜ ㅜㅓㅜㅔㅜㅣㅠ ㅡ ㅡㅣㅣ "
ENDS = "  ㄱ ㄱㄱㄱㅅㄴ ㄴㅈㄴㅎㄷ ㄹ ㄹㄱㄹㅁㄹㅂㄹㅅㄹㅌㄹㅍㄹㅎㅁ ㅂ ㅂㅅㅅ ㅅㅅㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ "
BESIDE = "ㅏㅐㅑㅒㅓㅔㅕㅖㅣ"  # of the initial; the other vowels stand below it

# x y width height in the square, to the base of 17: initial, vowel below, vowel beside, final
PLACES = (
    "028b .... a06g ....",
    "0087 .... a068 3ab6",
    "30a7 09g5 .... ....",
    "30a5 06g3 .... 3ba5",
    "1187 09a4 b05g ....",
    "1084 05a3 b059 3bb5",
)


def is_syllable(char):
    return FIRST <= ord(char) <= LAST


def strokes(char):
    """(stroke, place) of each stroke, one after the other; a double consonant shares its place."""
    number = ord(char) - FIRST
    medial, final = _pair(MEDIALS, number // FINALS % VOWELS), _pair(ENDS, number % FINALS)
    below = "".join(jamo for jamo in medial if jamo not in BESIDE)
    beside = "".join(jamo for jamo in medial if jamo in BESIDE)
    places = PLACES[2 * (bool(below) + bool(below and beside)) + bool(final)].split()
    for part, jamos in enumerate((_pair(INITIALS, number // (VOWELS * FINALS)), below, beside, final)):
        for i, jamo in enumerate(jamos):
            share = _share(places[part], i, len(jamos))
            for stroke in _shape(jamo):
                yield stroke, share


def _pair(jamos, at):
    return jamos[2 * at : 2 * at + 2].strip()


def _shape(jamo):
    """Its strokes."""
    at = SHAPES.find(jamo)
    return SHAPES[at + 2 : SHAPES.find("\n", at)].split()


def _share(place, i, count):
    x, y, width, height = (int(digit, 17) for digit in place)
    if count == 1:
        return x, y, width, height
    return x + i * (width + 2) / 2, y, (width - 2) / 2, height
