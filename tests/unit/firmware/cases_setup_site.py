from fbox import stored
from fbox.flash import FlashError
from fbox.http_request import RefusedRequestError, Request
from fbox.settings import OWNERS, SENTENCES
from fbox.setup_board import LETTERS, make_password
from fbox.setup_form import Form
from fbox.setup_page import quoted
from fbox.setup_site import LOOK_MS, Site, stay
from fbox.setup_words import LABELS, WRONG
from fbox.stored import Stored

from fakes import FakeBoard, FakeClock, ForEverError, chosen

IDLE_MS = 60000
SECRET = "secret-12345"
FIRST = {
    "wifiSsid": "gym",
    "wifiPassword": SECRET,
    "category": "top",
    "size": "105",
    "deviceName": "운동복 상의 105",
    "stock": "12",
    "brokerHost": "192.168.0.2",
    "brokerPort": "1883",
    "display": "on",
}


def _set_up(given: object = None, first_time: bool = True) -> Site:
    stored.FACTORY = "none.json"
    if given:
        Stored("flash").save(given)
    return Site(Stored("flash"), "FBOX-004B1238C424", first_time, FakeClock(10 * IDLE_MS), IDLE_MS)


def _get(setup: Site, path: str = "/") -> str:
    return "".join(setup.answer(Request("GET {} HTTP/1.1".format(path).encode()), b"")[2])


def _post(setup: Site, fields: dict, *lines: str) -> tuple:
    """(status, page)"""
    body = "&".join("{}={}".format(name, _escaped(value)) for name, value in fields.items())
    request = Request("\r\n".join(("POST /save HTTP/1.1",) + lines).encode())
    status, _, pieces = setup.answer(request, body.encode())
    return status[:3], "".join(pieces)


def _escaped(value: str) -> str:
    return "".join("%{:02X}".format(byte) for byte in value.encode())


def test_the_form_of_a_new_board_can_be_saved_and_is_what_the_board_works_with() -> None:
    setup = _set_up()
    assert _post(setup, FIRST)[0] == "200"
    assert setup.saved
    read = Stored("flash").read()
    assert (read.wifi_ssid, read.wifi_password, read.category, read.size) == ("gym", SECRET, "top", "105")
    assert (read.device_name, read.stock, read.host, read.port) == ("운동복 상의 105", 12, "192.168.0.2", 1883)
    assert (read.tls, read.display) == (False, True)


def test_the_form_shows_what_is_stored_but_no_password() -> None:
    given = chosen(wifiPassword=SECRET, brokerUser="dispenser", brokerPassword=SECRET, brokerPort=1999, size="XL")
    page = _get(_set_up(given))
    for shown in ("gym", "수건", "XL", "127.0.0.1", "1999", "dispenser", '"towel" selected'):
        assert shown in page, shown
    assert SECRET not in page


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved_or_lost() -> None:
    setup = _set_up()
    status, page = _post(setup, dict(FIRST, stock="31", brokerHost="mqtt://x", deviceName="수건"))
    assert status == "422"
    assert not setup.saved
    for shown in ('id="stock-wrong"', 'id="brokerHost-wrong"', 'value="31"', "mqtt://x", "수건", '"top" selected'):
        assert shown in page, shown
    assert 'id="wifiSsid-wrong"' not in page
    assert SECRET not in page
    assert _post(setup, dict(FIRST, wifiPassword=""))[0] == "200"
    assert Stored("flash").read().wifi_password == SECRET


def test_an_empty_password_leaves_the_stored_one() -> None:
    setup = _set_up(chosen(wifiPassword=SECRET))
    assert _post(setup, dict(FIRST, wifiPassword=""))[0] == "200"
    assert Stored("flash").read().wifi_password == SECRET


def test_the_password_of_another_network_is_asked_for() -> None:
    setup = _set_up(chosen(wifiPassword=SECRET))
    status, page = _post(setup, dict(FIRST, wifiSsid="other", wifiPassword=""))
    assert status == "422"
    assert 'id="wifiPassword-wrong"' in page


def test_an_open_network_is_one_by_a_tick() -> None:
    setup = _set_up(chosen(wifiPassword=SECRET))
    assert _post(setup, dict(FIRST, wifiOpen="on"))[0] == "200"
    assert Stored("flash").read().wifi_password == ""
    assert 'name="wifiOpen" checked' in _get(_set_up())


def test_a_broker_without_a_user_has_no_password_either() -> None:
    setup = _set_up(chosen(brokerUser="dispenser", brokerPassword=SECRET))
    assert _post(setup, dict(FIRST, brokerUser=""))[0] == "200"
    assert Stored("flash").read().password == ""


def test_a_user_needs_a_password() -> None:
    assert 'id="brokerPassword-wrong"' in _post(_set_up(), dict(FIRST, brokerUser="dispenser"))[1]


def test_a_category_has_to_be_chosen() -> None:
    fields = dict(FIRST)
    del fields["category"]
    assert 'id="category-wrong"' in _post(_set_up(), fields)[1]


def test_a_certificate_comes_with_a_browsers_line_ends() -> None:
    pem = "-----BEGIN CERTIFICATE-----\r\nMIIB\r\n-----END CERTIFICATE-----\r\n"
    assert _post(_set_up(), dict(FIRST, brokerTls="on", brokerCa=pem))[0] == "200"
    assert Stored("flash").read().ca == pem.replace("\r", "")


def test_the_stock_is_asked_only_where_flash_holds_none() -> None:
    assert 'name="stock"' in _get(_set_up())
    setup = _set_up(chosen(stock=9), first_time=False)
    assert 'name="stock"' not in _get(setup)
    fields = dict(FIRST)
    del fields["stock"]
    assert _post(setup, fields)[0] == "200"
    assert Stored("flash").read().stock == 9


def test_text_from_outside_is_text_on_the_page() -> None:
    page = _post(_set_up(), dict(FIRST, deviceName='"><script>', stock="x"))[1]
    assert "<script>" not in page
    assert quoted('<a b="c">&') == "&lt;a b=&quot;c&quot;&gt;&amp;"


def test_any_other_path_leads_to_the_form() -> None:
    status, headers, _ = _set_up().answer(Request(b"GET /generate_204 HTTP/1.1"), b"")
    assert (status, headers) == ("302 Found", "Location: /\r\n")


def _refused(setup: Site, *lines: str) -> str:
    try:
        _post(setup, FIRST, *lines)
    except RefusedRequestError as refused:
        return refused.status[:3]
    return ""


def test_another_sites_form_is_refused() -> None:
    setup = _set_up()
    assert _refused(setup, "Host: 192.168.4.1", "Origin: http://evil.example") == "403"
    assert not setup.saved


def test_a_flash_that_refuses_is_told_and_may_be_tried_again() -> None:
    setup = _set_up()
    save = setup._stored.save

    def refuse(_given: dict) -> None:
        raise FlashError

    setup._stored.save = refuse
    assert _refused(setup) == "507"
    assert not setup.saved
    setup._stored.save = save
    assert _refused(setup) == ""


async def _stayed(setup: Site) -> tuple:
    """(seconds it stayed, how often the watchdog was fed)"""
    board = FakeBoard()
    board.clock = setup._clock
    await stay(setup, board)
    return setup._clock.ms // 1000, board.watchdog.fed


async def test_a_board_that_could_work_goes_back_to_it_when_nobody_comes() -> None:
    seconds, fed = await _stayed(_set_up(chosen()))
    assert seconds == IDLE_MS // 1000
    assert fed >= IDLE_MS // LOOK_MS


async def test_a_visit_makes_it_wait_anew() -> None:
    setup = _set_up(chosen())
    setup._clock.ms = 50000
    _get(setup)
    assert (await _stayed(setup))[0] == 110


async def test_a_board_without_settings_waits_for_somebody() -> None:
    try:
        await _stayed(_set_up())
    except ForEverError:
        return
    raise AssertionError("it left")


async def test_it_leaves_soon_after_it_was_saved() -> None:
    setup = _set_up()
    _post(setup, FIRST)
    assert (await _stayed(setup))[0] == 2


def test_every_password_is_another_and_can_be_read_off_a_display() -> None:
    made = [make_password() for _ in range(20)]
    assert len(set(made)) == 20
    for password in made:
        assert len(password) == 10
        assert all(letter in LETTERS for letter in password)


def test_there_are_words_for_every_field_and_every_trouble() -> None:
    assert {rule[0] for rule in OWNERS} <= set(LABELS)
    assert set(SENTENCES) == set(WRONG)


def test_numbers_are_read_and_nonsense_is_kept_as_it_was_typed() -> None:
    form = Form({})
    form.take({"stock": " 7 ", "brokerPort": "x"})
    assert (form.draft["stock"], form.draft["brokerPort"]) == (7, "x")
