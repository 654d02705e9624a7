"""What a display shows, as pictures: lists of items (drawing.py), drawn one upon the other, in up to four colours."""

from fbox import lettering
from fbox.pictures import FIGURE, FIGURE_EDGE, FIGURE_STEP, HEIGHT, PANEL, PRODUCT, WIDTH

MARGIN, EDGE = 10, 8
QUIET = 4  # modules around a QR code that stay light
GROUND, INK, SOFT = range(3)  # a picture's colours


def rgb(red, green, blue):
    """A colour as the panel reads it: 5, 6 and 5 bits, the high byte first."""
    value = (red & 0xF8) << 8 | (green & 0xFC) << 3 | blue >> 3
    return bytes((value >> 8, value & 0xFF))


BLACK, WHITE, PALE = rgb(0, 0, 0), rgb(255, 255, 255), rgb(190, 196, 204)

LOOKS = {  # colour, colour of what is written on it, in Korean, in English
    "ready": (rgb(0, 128, 60), WHITE, "대여 가능", "READY"),
    "low": (rgb(255, 190, 0), BLACK, "곧 품절", "ALMOST OUT"),
    "empty": (rgb(200, 20, 30), WHITE, "품절", "SOLD OUT"),
    "locked": (rgb(92, 70, 160), WHITE, "잠김", "LOCKED"),
    "dispensing": (rgb(0, 100, 220), WHITE, "나오는 중", "COMING OUT"),
    "offline": (rgb(70, 76, 84), WHITE, "연결 안 됨", "NO NETWORK"),
    "help": (rgb(240, 110, 0), BLACK, "직원 호출", "CALL STAFF"),
    "open": (rgb(0, 170, 190), BLACK, "문 열림", "DOOR OPEN"),
}


TROUBLES = {  # a Radio's: what is said in place of "not connected", in Korean, in English
    "wrong password": ("암호 틀림", "WRONG WI-FI PASSWORD"),
    "no such network": ("와이파이 없음", "WI-FI NOT FOUND"),
}


def work(product, size):
    """(name, (width, height), colours, items) of every picture a dispenser at work has need of.

    The product's with its size in large type; a state's; a state's without a network, by why; a figure's.
    """
    yield PRODUCT, (WIDTH, PANEL), colours(BLACK, WHITE, PALE), _product(product, size)
    for look, (ground, ink, korean, english) in LOOKS.items():
        yield _panel(look, look, (ground, ink), (korean, english))
    for trouble, words in TROUBLES.items():
        yield _panel(trouble, "offline", LOOKS["offline"][:2], words)
    for digit in "0123456789":
        yield digit, FIGURE, colours(BLACK, WHITE), [("text", FIGURE_EDGE, 0, FIGURE_STEP, FIGURE[1], INK, digit)]


def colours(*given):
    """Four of them: those, then black."""
    return b"".join(given + (BLACK,) * (4 - len(given)))


def _product(product, size):
    if not size:
        return _large(product.split(" ", 1))
    return [_centred(product, 8, 36, SOFT, 30), _centred(size, 54, 120, INK, 112)]


def _large(words):
    """In the size's place: a towel needs none."""
    high = (PANEL - 2 * MARGIN) // len(words)
    return [_centred(word, MARGIN + high * i, high, INK, 72) for i, word in enumerate(words)]


def _panel(name, symbol, paints, words):
    """The number of garments is left out: it changes more often than the rest."""
    korean, tall = lettering.fit(words[0], WIDTH - 2 * MARGIN - 2, 40, 14)
    items = [
        ("symbol", MARGIN + 2, 8, 64, 64, INK, symbol),
        _right("개", WIDTH - MARGIN, 45, 26, INK),
        ("text", MARGIN + 2, 76, WIDTH, tall, INK, korean),
        ("text", MARGIN + 2, 119, WIDTH, 14, INK, words[1]),
    ]
    return name, (WIDTH, HEIGHT - PANEL), colours(*paints), items


def set_up(network, password, address):
    """(colours, items): what somebody with a phone needs to reach the set-up page. It does without an `http://`."""
    from fbox import qr

    rows = qr.encode("WIFI:T:WPA;S:{};P:{};;".format(_escaped(network), _escaped(password)))
    module = 190 // (len(rows) + 2 * QUIET)
    side = module * len(rows)
    items = [("modules", (WIDTH - side) // 2, QUIET * module, side, side, INK, rows)]
    items += _line(190, "와이파이", network) + _line(233, "비밀번호", password)
    items += _line(276, "주소", address.replace("http://", ""))
    return colours(WHITE, BLACK), items


def _line(y, label, value):
    value, height = lettering.fit(value, WIDTH - 2 * EDGE, 21, 7)
    return [
        ("text", EDGE, y, WIDTH, 13, INK, label),
        ("text", EDGE, y + 16, WIDTH, height, INK, value),
    ]


def _escaped(text):
    """As a phone reads it: these five have a meaning of their own."""
    return "".join("\\" + char if char in '\\;,:"' else char for char in text)


def _centred(text, y, height, colour, most):
    text, tall = lettering.fit(text, WIDTH - 2 * MARGIN, most, 14)
    x = (WIDTH - lettering.width(text, tall)) // 2
    return ("text", x, y + (height - tall) // 2, WIDTH, tall, colour, text)


def _right(text, end, y, height, colour):
    return ("text", end - lettering.width(text, height), y, WIDTH, height, colour, text)
