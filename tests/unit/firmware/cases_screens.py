from fbox import lettering, qr, screens
from fbox.symbols import SYMBOLS

CALM = {"stock": 20, "dispensing": False, "jammed": False, "open": False, "locked": False, "online": True}


def _name(**changes: object) -> str:
    state = dict(CALM)
    state.update(changes)
    return screens.name(screens.State(**state))


def _all_screens() -> list:
    products = (
        ("수건", ""),
        ("스포츠 수건", ""),
        ("가나다라마바사아자차카타파하거너", "XL"),
        ("Large (L)", "FREE SIZE 2XL/90"),
    )
    found = [
        screens.work(look, stock, product, size)
        for look in screens.LOOKS
        for stock in (0, 8, 30)
        for product, size in products
    ]
    found += [screens.work("offline", 30, "수건", "", trouble) for trouble in screens.TROUBLES]
    return found + [screens.set_up("FBOX-C424", "73915048", "http://192.168.4.1")]


def test_each_state_has_its_name() -> None:
    assert _name() == "ready"
    assert _name(stock=5) == "low"
    assert _name(stock=0) == "empty"
    assert _name(locked=True) == "locked"
    assert _name(dispensing=True) == "dispensing"
    assert _name(online=False) == "offline"
    assert _name(jammed=True) == "help"
    assert _name(open=True) == "open"


def test_a_jam_is_told_before_anything_that_mends_itself() -> None:
    assert _name(jammed=True, online=False, stock=0, locked=True, open=True) == "help"


def test_who_refills_sees_the_open_door_and_not_the_empty_stack() -> None:
    assert _name(open=True, stock=0, locked=True) == "open"


def test_no_two_states_share_colour_symbol_or_words() -> None:
    for part in range(4):
        if part != 1:
            assert len({look[part] for look in screens.LOOKS.values()}) == len(screens.LOOKS)
    assert set(SYMBOLS) == set(screens.LOOKS)


def test_the_stock_is_on_every_screen() -> None:
    for look in screens.LOOKS:
        assert "17" in [item[6] for item in screens.work(look, 17, "수건", "")]


def test_why_there_is_no_wifi_is_told_while_there_is_none() -> None:
    for trouble, words in screens.TROUBLES.items():
        assert words[0] in [item[6] for item in screens.work("offline", 17, "수건", "", trouble)]
        assert words[0] not in [item[6] for item in screens.work("help", 17, "수건", "", trouble)]


def test_nothing_is_cut_off_at_an_edge() -> None:
    for items in _all_screens():
        for kind, x, y, width, height, _colour, detail in items:
            right = x + (lettering.width(detail, height) if kind == "text" else width)
            assert min(x, y) >= 0, (kind, detail)
            assert right <= screens.WIDTH, (detail, right)
            assert y + height <= screens.HEIGHT, (detail, y + height)


def test_no_text_lies_upon_another() -> None:
    for items in _all_screens():
        texts = [item for item in items if item[0] != "box"]
        for i, one in enumerate(texts):
            for other in texts[i + 1 :]:
                assert _apart(one, other), (one, other)


def _apart(one: tuple, other: tuple) -> bool:
    first, second = (one, other) if one[1] <= other[1] else (other, one)
    wide = lettering.width(first[6], first[4]) if first[0] == "text" else first[3]
    return first[1] + wide <= second[1] or one[2] + one[4] <= other[2] or other[2] + other[4] <= one[2]


def test_a_short_size_is_larger_than_a_long_one() -> None:
    heights = [screens.work("ready", 9, "상의", size)[2][4] for size in ("L", "XL", "2XL", "FREE")]
    assert heights[1] > heights[2] > heights[3] > 50, heights


def test_a_name_that_is_too_long_is_cut_and_not_drawn_too_small() -> None:
    text, height = lettering.fit("가" * 40, 220, 30, 14)
    assert height == 14
    assert 10 < len(text) < 40


def test_the_set_up_screen_leads_a_phone_into_the_network() -> None:
    items = screens.set_up("FBOX-C424", "73915048", "http://192.168.4.1")
    rows = next(item[6] for item in items if item[0] == "modules")
    assert rows == qr.encode("WIFI:T:WPA;S:FBOX-C424;P:73915048;;")
    assert {"FBOX-C424", "73915048", "192.168.4.1"} <= {item[6] for item in items if item[0] == "text"}


def test_signs_with_a_meaning_of_their_own_are_marked_in_the_code() -> None:
    items = screens.set_up("a;b", 'p"q\\r:1', "192.168.4.1")
    rows = next(item[6] for item in items if item[0] == "modules")
    assert rows == qr.encode('WIFI:T:WPA;S:a\\;b;P:p\\"q\\\\r\\:1;;')
