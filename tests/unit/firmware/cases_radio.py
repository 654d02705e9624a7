import network
import world
from fbox import radio, screens
from fbox.radio import NO_SUCH_WIFI, WRONG_PASSWORD, Radio

AIR = ["gym", "right-password"]


class Hurry:
    """In place of asyncio: no time passes."""

    async def sleep_ms(self, _ms: int) -> None:
        pass


async def _joined(ssid: str, password: str, there: bool = True) -> Radio:
    world.board = lambda: {"mac": "004B1238C424", "air": AIR}
    world.wifi_is_there = lambda: there
    radio.asyncio = Hurry()
    station = Radio(ssid, password)
    try:
        await station.connect()
    except OSError:
        assert station.trouble
    return station


async def test_a_network_that_lets_us_in_is_joined() -> None:
    station = await _joined(*AIR)
    assert (station.joined, station.trouble) == (1, "")


async def test_a_wrong_password_is_told_apart_from_a_network_that_is_not_there() -> None:
    assert (await _joined("gym", "wrong-password")).trouble == WRONG_PASSWORD
    assert (await _joined("gin", "right-password")).trouble == NO_SUCH_WIFI
    assert (await _joined("gym", "right-password", there=False)).trouble == NO_SUCH_WIFI


async def test_the_trouble_is_over_once_it_is_joined() -> None:
    station = await _joined("gym", "right-password", there=False)
    world.wifi_is_there = lambda: True
    await station.connect()
    assert station.trouble == ""


def test_the_display_has_words_for_what_a_person_can_mend() -> None:
    assert set(screens.TROUBLES) == {WRONG_PASSWORD, NO_SUCH_WIFI}


def test_a_handshake_that_does_not_end_counts_as_a_wrong_password() -> None:
    assert radio.TROUBLES[network.STAT_HANDSHAKE_TIMEOUT] == WRONG_PASSWORD
