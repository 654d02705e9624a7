import json
import os

from fbox import stored
from fbox.stored import Stored

from fakes import chosen


def _factory(**given: object) -> None:
    """`board.json`; the runner leaves nothing but folders between cases."""
    stored.FACTORY = "factory/board.json"
    if "factory" not in os.listdir("."):
        os.mkdir("factory")
    with open(stored.FACTORY, "w") as file:
        file.write(json.dumps(given))


def _written() -> list:
    """Which files hold settings, with what they say."""
    found = []
    for name in sorted(os.listdir("flash")):
        with open("flash/" + name, "rb") as file:
            found.append((name, file.read()))
    return found


def _spoil(name: str) -> None:
    with open("flash/" + name, "wb") as file:
        file.write(b"12345678\n{")


def _refusal() -> str:
    try:
        Stored("flash").read()
    except ValueError as error:
        return str(error)
    return ""


def test_a_board_without_settings_names_the_first_one_it_misses() -> None:
    stored.FACTORY = "none.json"
    assert _refusal() == "wifiSsid: is missing"


def test_what_board_json_says_counts_until_set_up_saves_something_else() -> None:
    _factory(heartbeatInterval=7, **chosen(size="M"))
    assert Stored("flash").read().size == "M"
    Stored("flash").save(chosen(size="L"))
    read = Stored("flash").read()
    assert (read.size, read.heartbeat_interval) == ("L", 7)


def test_the_broker_of_board_json_is_read_as_host_port_and_tls() -> None:
    given = chosen(broker="mqtt://192.168.0.2:1884")
    del given["brokerHost"]
    _factory(**given)
    read = Stored("flash").read()
    assert (read.host, read.port, read.tls) == ("192.168.0.2", 1884, False)
    _factory(**dict(given, broker="mqtts://fbox.local:8883"))
    assert _refusal().startswith("brokerCa: ")


def test_a_broker_that_is_no_address_is_refused_by_name() -> None:
    for url in ("192.168.0.2", "http://192.168.0.2:1883", "mqtt://192.168.0.2", "mqtt://:1883", ""):
        given = chosen(broker=url)
        del given["brokerHost"]
        _factory(**given)
        assert _refusal().startswith("broker"), url


def test_a_broker_that_set_up_saved_goes_before_the_one_of_board_json() -> None:
    _factory(broker="mqtt://192.168.0.2:1884")
    Stored("flash").save(chosen(brokerHost="10.0.0.1", brokerPort=1883))
    assert Stored("flash").read().host == "10.0.0.1"


def test_saved_settings_survive_an_unreadable_board_json() -> None:
    Stored("flash").save(chosen())
    _factory()
    with open(stored.FACTORY, "w") as file:
        file.write("{")
    assert Stored("flash").read().device_name == "수건"


def test_flash_is_written_only_where_something_changed() -> None:
    Stored("flash").save(chosen())
    before = _written()
    Stored("flash").save(chosen())
    assert _written() == before
    Stored("flash").save(chosen(size="M"))
    assert _written() != before


def test_only_what_the_owner_chooses_is_kept() -> None:
    stored.FACTORY = "none.json"
    Stored("flash").save(chosen(fault="stuck", heartbeatInterval=1))
    assert sorted(Stored("flash").given) == sorted(chosen())


def test_settings_cut_in_mid_write_are_the_ones_before() -> None:
    Stored("flash").save(chosen(size="M"))
    Stored("flash").save(chosen(size="L"))
    _spoil("settings.0")
    assert Stored("flash").read().size == "M"


def test_settings_that_are_all_unreadable_are_refused_even_where_board_json_has_some() -> None:
    _factory(**chosen())
    Stored("flash").save(chosen())
    _spoil("settings.1")
    assert _refusal() == "settings: unreadable in flash"


def test_unreadable_settings_are_mended_by_saving() -> None:
    Stored("flash").save(chosen())
    _spoil("settings.1")
    kept = Stored("flash")
    kept.save(chosen())
    assert kept.read().size == "L"
    assert _refusal() == ""


def test_the_state_of_the_dispenser_is_left_alone() -> None:
    Stored("flash").save(chosen())
    assert [name for name, _ in _written()] == ["settings.1"]


def test_a_technical_setting_that_is_wrong_keeps_no_board_from_work() -> None:
    _factory(heartbeatInterval="30", **chosen())
    assert Stored("flash").read().heartbeat_interval == 30
