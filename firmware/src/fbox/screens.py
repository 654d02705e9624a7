"""What the display shows, as a list of items (painter.py): a pure function of the dispenser's state."""

from collections import namedtuple

from fbox import lettering
from fbox.chosen import LOW_STOCK
from fbox.plan import rgb

WIDTH, HEIGHT = 240, 320
MARGIN, EDGE = 10, 8
BLACK, WHITE, PALE = rgb(0, 0, 0), rgb(255, 255, 255), rgb(190, 196, 204)
PANEL = 184  # from here down the state has its colour
QUIET = 4  # modules around a QR code that stay light

State = namedtuple("State", ("stock", "dispensing", "jammed", "open", "locked", "online"))

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

URGENT = ("help", "open", "locked")


def name(state):
    """The state's one name: what matters most to whoever stands before it comes first."""
    claims = (
        ("dispensing", state.dispensing),
        ("help", state.jammed),
        ("open", state.open),
        ("locked", state.locked),
        ("offline", not state.online),
        ("empty", state.stock == 0),
        ("low", state.stock <= LOW_STOCK),
    )
    return next((name for name, holds in claims if holds), "ready")


def work(look, stock, product, size, trouble=""):
    """The product's name, its size in large type, and the state of that name with the number of garments left.

    `trouble`: why there is no Wi-Fi, for whoever has to mend it.
    """
    return [("box", 0, 0, WIDTH, PANEL, BLACK, None)] + _product(product, size) + _panel(look, stock, trouble)


def _product(product, size):
    if not size:
        return _large(product.split(" ", 1))
    return [_centred(product, 8, 36, PALE, 30), _centred(size, 54, 120, WHITE, 112)]


def _large(words):
    """In the size's place: a towel needs none."""
    high = (PANEL - 2 * MARGIN) // len(words)
    return [_centred(word, MARGIN + high * i, high, WHITE, 72) for i, word in enumerate(words)]


def _panel(look, stock, trouble):
    ground, ink, korean, english = LOOKS[look]
    if look == "offline":
        korean, english = TROUBLES.get(trouble, (korean, english))
    korean, tall = lettering.fit(korean, WIDTH - 2 * MARGIN - 2, 40, 14)
    pieces = lettering.width("개", 26)
    return [
        ("box", 0, PANEL, WIDTH, HEIGHT - PANEL, ground, None),
        ("symbol", MARGIN + 2, PANEL + 8, 64, 64, ink, look),
        _right("{}".format(stock), WIDTH - MARGIN - pieces, PANEL + 8, 63, ink),
        _right("개", WIDTH - MARGIN, PANEL + 45, 26, ink),
        ("text", MARGIN + 2, PANEL + 76, WIDTH, tall, ink, korean),
        ("text", MARGIN + 2, PANEL + 119, WIDTH, 14, ink, english),
    ]


def set_up(network, password, address):
    """What somebody with a phone needs to reach the set-up page. The phone knows that an `http://` is meant."""
    from fbox import qr

    rows = qr.encode("WIFI:T:WPA;S:{};P:{};;".format(_escaped(network), _escaped(password)))
    module = 190 // (len(rows) + 2 * QUIET)
    side = module * len(rows)
    items = [("box", 0, 0, WIDTH, HEIGHT, WHITE, None)]
    items.append(("modules", (WIDTH - side) // 2, QUIET * module, side, side, BLACK, rows))
    items += _line(190, "와이파이", network) + _line(233, "비밀번호", password)
    return items + _line(276, "주소", address.replace("http://", ""))


def _line(y, label, value):
    value, height = lettering.fit(value, WIDTH - 2 * EDGE, 21, 7)
    return [
        ("text", EDGE, y, WIDTH, 13, BLACK, label),
        ("text", EDGE, y + 16, WIDTH, height, BLACK, value),
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
