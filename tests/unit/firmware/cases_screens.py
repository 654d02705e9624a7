from fbox import lettering, looks, qr, screens
from fbox.pictures import FIGURE_STEP, NUMBER_RIGHT, NUMBER_TOP, PANEL
from fbox.radio import NO_SUCH_WIFI, WRONG_PASSWORD
from fbox.symbols import SYMBOLS

WIDE_NUMBER = ("number", NUMBER_RIGHT - 2 * FIGURE_STEP, NUMBER_TOP - PANEL, 2 * FIGURE_STEP, 63, 1, None)
PRODUCTS = (
    ("수건", ""),
    ("스포츠 수건", ""),
    ("가나다라마바사아자차카타파하거너", "XL"),
    ("Large (L)", "FREE SIZE 2XL/90"),
)


def _all_pictures() -> list:
    """(width, height), items; a state's with the number that is put into it."""
    found = []
    for product, size in PRODUCTS:
        for name, area, _colours, items in screens.work(product, size):
            is_state = name in screens.LOOKS or name in screens.TROUBLES
            found.append((area, items + [WIDE_NUMBER] if is_state else items))
    return found + [((screens.WIDTH, screens.HEIGHT), _set_up("FBOX-C424", "73915048"))]


def _set_up(network: str, password: str) -> list:
    return screens.set_up(network, password, "http://192.168.4.1")[1]


def _work(product: str, size: str) -> dict:
    return {name: items for name, _, _, items in screens.work(product, size)}


def test_every_state_every_trouble_and_every_figure_has_its_picture() -> None:
    names = set(_work("수건", ""))
    assert names == {"product"} | set("0123456789") | set(screens.LOOKS) | set(looks.TROUBLES)
    assert set(screens.TROUBLES) == set(looks.TROUBLES) == {WRONG_PASSWORD, NO_SUCH_WIFI}
    assert set(looks.URGENT) | {looks.OFFLINE, "ready", "low", "empty", "dispensing"} == set(screens.LOOKS)


def test_no_two_states_share_colour_symbol_or_words() -> None:
    for part in range(4):
        if part != 1:
            assert len({look[part] for look in screens.LOOKS.values()}) == len(screens.LOOKS)
    assert set(SYMBOLS) == set(screens.LOOKS)


def test_why_there_is_no_wifi_is_told_in_words() -> None:
    for trouble, words in screens.TROUBLES.items():
        assert set(words) <= {item[6] for item in _work("수건", "")[trouble]}


def test_nothing_is_cut_off_at_an_edge() -> None:
    for area, items in _all_pictures():
        for kind, x, y, width, height, _colour, detail in items:
            right = x + (lettering.width(detail, height) if kind == "text" else width)
            assert min(x, y) >= 0, (kind, detail)
            assert right <= area[0], (detail, right)
            assert y + height <= area[1], (detail, y + height)


def test_no_text_lies_upon_another() -> None:
    for _area, items in _all_pictures():
        for i, one in enumerate(items):
            for other in items[i + 1 :]:
                assert _apart(one, other), (one, other)


def _apart(one: tuple, other: tuple) -> bool:
    first, second = (one, other) if one[1] <= other[1] else (other, one)
    wide = lettering.width(first[6], first[4]) if first[0] == "text" else first[3]
    return first[1] + wide <= second[1] or one[2] + one[4] <= other[2] or other[2] + other[4] <= one[2]


def test_a_short_size_is_larger_than_a_long_one() -> None:
    heights = [_work("상의", size)["product"][1][4] for size in ("L", "XL", "2XL", "FREE")]
    assert heights[1] > heights[2] > heights[3] > 50, heights


def test_a_name_that_is_too_long_is_cut_and_not_drawn_too_small() -> None:
    text, height = lettering.fit("가" * 40, 220, 30, 14)
    assert height == 14
    assert 10 < len(text) < 40


def test_the_set_up_screen_leads_a_phone_into_the_network() -> None:
    items = _set_up("FBOX-C424", "73915048")
    rows = next(item[6] for item in items if item[0] == "modules")
    assert rows == qr.encode("WIFI:T:WPA;S:FBOX-C424;P:73915048;;")
    assert {"FBOX-C424", "73915048", "192.168.4.1"} <= {item[6] for item in items if item[0] == "text"}


def test_signs_with_a_meaning_of_their_own_are_marked_in_the_code() -> None:
    items = _set_up("a;b", 'p"q\\r:1')
    rows = next(item[6] for item in items if item[0] == "modules")
    assert rows == qr.encode('WIFI:T:WPA;S:a\\;b;P:p\\"q\\\\r\\:1;;')
