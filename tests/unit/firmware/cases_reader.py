"""One tap, one event; and what becomes of a tap that nobody can be told."""

import asyncio
import json

import virtual
from reader import settings
from reader.app import Voice, watch
from reader.debounce import GONE_MS, Debounce
from reader.taps import FRESH_MS, Taps

from fakes import FakeBoard, finish

UID, OTHER = "5A41B914", "04A1B2C3D4E5F6"
GIVEN = {"wifiSsid": "gym", "broker": "", "brokerHost": "192.168.0.2"}


class EnoughError(Exception):
    pass


class Chip:
    """Finds what it is told to, look by look; an error where that is one."""

    def __init__(self, *finds: object) -> None:
        self._finds = list(finds)
        self.starts = 0

    async def start(self) -> None:
        self.starts += 1

    async def look(self) -> object:
        if not self._finds:
            raise EnoughError
        found = self._finds.pop(0)
        if isinstance(found, Exception):
            raise found
        return found


def _taps(*finds: object) -> tuple:
    """(uids told, how often the chip was started)"""
    board, told = FakeBoard(), []
    board.clock, board.chip = virtual.Time(), Chip(*finds)

    class Sink:
        def put(self, event: dict) -> None:
            told.append(event["uid"])

    class Pulse:
        def beat(self) -> None:
            pass

    try:
        finish(watch(board, Voice("004B1238C424"), Sink(), Pulse()))
    except EnoughError:
        return told, board.chip.starts
    raise AssertionError("it ended")


def test_a_card_left_lying_is_one_tap() -> None:
    assert _taps(None, *([UID] * 50))[0] == [UID]


def test_a_card_that_flickers_at_the_edge_of_the_field_is_one_tap() -> None:
    assert _taps(None, *([UID, None, None] * 20))[0] == [UID]


def test_a_card_that_was_taken_away_may_tap_again() -> None:
    gone = [None] * (GONE_MS // 100 + 2)
    assert _taps(None, UID, *gone, UID, *gone)[0] == [UID, UID]


def test_another_card_is_another_tap_at_once() -> None:
    assert _taps(None, UID, OTHER, UID)[0] == [UID, OTHER, UID]


def test_a_card_that_lay_there_before_the_restart_is_no_tap() -> None:
    assert _taps(UID, UID, UID)[0] == []


def test_a_chip_that_fails_is_started_again_and_a_card_that_lies_there_is_still_one_tap() -> None:
    assert _taps(None, UID, OSError(19), UID) == ([UID], 2)
    assert _taps(None, OSError(19), OSError(19), UID) == ([UID], 3)


def test_the_time_a_card_may_be_away_is_counted_from_when_it_was_last_seen() -> None:
    time = virtual.Time()
    debounce = Debounce(time)
    debounce.seen(None)
    assert debounce.seen(UID)
    time.take(GONE_MS)
    debounce.seen(None)
    assert not debounce.seen(UID)
    time.take(GONE_MS + 1)
    debounce.seen(None)
    assert debounce.seen(UID)


async def _next(taps: Taps) -> object:
    try:
        return await asyncio.wait_for(taps.next(), 0.01)
    except asyncio.TimeoutError:
        return None


async def test_a_tap_is_sent_as_the_gateway_takes_it() -> None:
    taps, voice = Taps(virtual.Time()), Voice("004B1238C424")
    taps.put(voice.tap(UID))
    entry = await _next(taps)
    assert json.loads(entry.payload) == {"event": "nfc", "deviceUUID": "FBOX-004B1238C424", "uid": UID}
    taps.remove(entry)
    assert await _next(taps) is None


async def test_a_tap_without_a_broker_is_forgotten_after_some_seconds() -> None:
    time = virtual.Time()
    taps = Taps(time)
    taps.put(Voice("").tap(UID))
    time.take(FRESH_MS)
    assert await _next(taps)
    time.take(1)
    assert await _next(taps) is None


async def test_of_two_taps_that_wait_the_last_one_counts() -> None:
    taps = Taps(virtual.Time())
    taps.put(Voice("").tap(UID))
    taps.put(Voice("").tap(OTHER))
    entry = await _next(taps)
    assert json.loads(entry.payload)["uid"] == OTHER
    taps.remove(entry)
    assert await _next(taps) is None


def test_the_chip_is_a_setting_and_a_wrong_one_is_named() -> None:
    assert settings.choose(GIVEN).chip == "pn532"
    assert settings.choose(dict(GIVEN, reader="rc522")).chip == "rc522"
    try:
        settings.choose(dict(GIVEN, reader="rc523"))
    except ValueError as error:
        told = str(error)
    assert told.startswith("reader: ")
