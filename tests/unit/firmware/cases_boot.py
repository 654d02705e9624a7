import sys

import fbox
from fbox import app, boot, stored
from fbox.mode import ask_for_setup
from fbox.reboot import RebootError
from fbox.stored import Stored

from fakes import chosen

OF_SET_UP = ("setup", "setup_board", "setup_form", "setup_page", "setup_site", "setup_words", "http_server", "qr")


def _saved(**changes: object) -> None:
    stored.FACTORY = "none.json"
    Stored("flash").save(chosen(**changes))


def test_a_board_with_settings_works() -> None:
    _saved(size="XL")
    assert boot.read().size == "XL"


def test_a_board_without_settings_is_set_up() -> None:
    stored.FACTORY = "none.json"
    assert boot.read() is None


def test_a_board_with_unreadable_settings_is_set_up() -> None:
    _saved()
    with open("flash/settings.1", "wb") as file:
        file.write(b"\x00")
    assert boot.read() is None


def test_whoever_asked_for_set_up_gets_it_once_and_a_power_cut_leads_back_to_work() -> None:
    _saved()
    ask_for_setup("flash")
    assert boot.read() is None
    assert boot.read() is not None


async def test_a_board_restarts_once_its_display_s_pictures_are_drawn() -> None:
    _saved(display=True)
    try:
        await boot.load()()
    except RebootError:
        assert boot.load() is not boot.restart
        return
    raise AssertionError("it went on with what was loaded for drawing")


def test_a_board_at_work_carries_nothing_of_set_up_about() -> None:
    assert app
    assert [name for name in OF_SET_UP if "fbox." + name in sys.modules] == []


def test_what_is_forgotten_is_loaded_anew_when_it_is_wanted() -> None:
    before = set(sys.modules)
    __import__("fbox.reed_solomon")
    first = fbox.reed_solomon
    boot.forget(set(sys.modules) - before)
    assert not hasattr(fbox, "reed_solomon")
    __import__("fbox.reed_solomon")
    assert fbox.reed_solomon is not first
