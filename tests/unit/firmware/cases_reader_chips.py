"""The drivers of the readers' chips against simulated chips that speak their real frames, in virtual time."""

import card
import virtual
import world
from pn532_chip import ADDRESS
from pn532_chip import Chip as FakePN532
from rc522_chip import ANTENNA
from rc522_chip import Chip as FakeRC522
from reader import iso14443
from reader.pn532 import PN532, FrameError, answer, frame, uid_of
from reader.rc522 import RC522
from reader.rc522_bus import Registers

from fakes import finish

SHORT, LONG, LONGEST = "5A41B914", "5A41B914524189", "5A41B914524189A0B1C2"
CORRUPT_AT = 7


class Bus:
    """I²C with a PN532, which gets every byte unchanged unless `spoil` says which one of an answer flips."""

    def __init__(self) -> None:
        self.chip = FakePN532()
        self.spoil = None
        self.writeto = self.chip.written

    def readfrom_into(self, address: int, buffer: bytearray) -> None:
        self.chip.read(address, buffer)
        if self.spoil and len(buffer) > 1:
            buffer[self.spoil] ^= 0x10


class Line:
    def __init__(self, turn: object) -> None:
        self.value = turn


class Spi:
    def __init__(self, chip: FakeRC522) -> None:
        self.write_readinto = chip.exchange


def _field() -> tuple:
    """(time, files): what lies on the reader is files["card"]."""
    time, files = virtual.Time(), {}
    world.now = time.now
    world.position = lambda name: files.get(name, "")
    return time, files


def _pn532() -> tuple:
    time, files = _field()
    bus = Bus()
    return PN532(bus, time), files, bus, time


def _rc522() -> tuple:
    time, files = _field()
    chip = FakeRC522()
    return RC522(Registers(Spi(chip), Line(chip.select)), Line(chip.reset), time), files, chip, time


def _looks(made: tuple, *cards: str) -> list:
    """What one look finds at each of the cards, one after the other."""
    driver, files = made[0], made[1]
    found = []

    async def look() -> None:
        await driver.start()
        for uid in cards:
            files["card"] = uid
            found.append(await driver.look())

    finish(look())
    return found


def _fails(made: tuple, *cards: str) -> str:
    try:
        _looks(made, *cards)
    except OSError as error:
        return repr(error)
    return ""


def test_a_pn532_reads_uids_of_every_length_and_nothing_where_nothing_lies() -> None:
    assert _looks(_pn532(), "", SHORT, LONG, LONGEST, "") == [None, SHORT, LONG, LONGEST, None]


def test_an_rc522_reads_uids_of_every_length_and_nothing_where_nothing_lies() -> None:
    assert _looks(_rc522(), "", SHORT, LONG, LONGEST, "") == [None, SHORT, LONG, LONGEST, None]


def test_a_card_that_is_left_lying_is_seen_at_every_look() -> None:
    for make in (_pn532, _rc522):
        made = make()
        assert _looks(made, LONG, LONG, LONG) == [LONG, LONG, LONG]


def test_a_chip_that_is_not_there_is_an_error() -> None:
    for make in (_pn532, _rc522):
        made = make()
        made[1]["chip"] = "gone"
        assert "OSError" in _fails(made)


def test_a_chip_that_lost_its_power_is_started_again_by_its_next_error() -> None:
    for make in (_pn532, _rc522):
        made = make()
        assert _looks(made, SHORT) == [SHORT]
        made[1]["chip"] = "gone"
        assert _fails((_NoStart(made[0]), made[1]), SHORT)
        made[1]["chip"] = ""
        assert _fails((_NoStart(made[0]), made[1]), SHORT)
        assert _looks(made, SHORT) == [SHORT]


class _NoStart:
    def __init__(self, driver: object) -> None:
        self.look = driver.look

    async def start(self) -> None:
        pass


def test_a_flipped_bit_on_the_wire_is_an_error_and_never_another_uid() -> None:
    for at in range(1, 21):
        made = _pn532()
        assert _looks(made, LONG) == [LONG]
        made[2].spoil = at
        assert "FrameError" in _fails((_NoStart(made[0]), made[1]), LONG), at


def test_a_flipped_bit_in_the_air_is_no_card() -> None:
    made = _rc522()
    honest = card.Card.hear

    def hear(self: object, data: bytes, bits: int) -> bytes:
        told = bytearray(honest(self, data, bits))
        if len(told) == 5:
            told[1] ^= 0x10
        return bytes(told)

    card.Card.hear = hear
    try:
        assert _looks(made, SHORT) == [None]
    finally:
        card.Card.hear = honest


def test_an_antenna_that_went_off_is_an_error_and_not_an_empty_reader() -> None:
    made = _rc522()
    assert _looks(made, SHORT) == [SHORT]
    made[2]._registers[ANTENNA] = 0x80
    assert "forgotten" in _fails((_NoStart(made[0]), made[1]), SHORT)


def test_frames_are_those_of_the_manual() -> None:
    assert frame(0x4A, b"\x01\x00") == b"\x00\x00\xff\x04\xfc\xd4\x4a\x01\x00\xe1\x00"
    assert frame(0x02, b"") == b"\x00\x00\xff\x02\xfe\xd4\x02\x2a\x00"
    assert answer(b"\x00\x00\xff\x06\xfa\xd5\x03\x32\x01\x06\x07\xe8\x00", 0x02) == b"\x32\x01\x06\x07"


def test_an_error_frame_and_a_target_cut_short_are_errors() -> None:
    for call in (
        lambda: answer(b"\x00\x00\xff\x01\xff\x7f\x81\x00", 0x4A),
        lambda: uid_of(b"\x01\x01\x00\x04\x08\x07\x5a"),
    ):
        try:
            call()
        except FrameError:
            continue
        raise AssertionError("taken")


def test_the_check_sums_are_those_of_the_standard() -> None:
    assert iso14443.with_crc(iso14443.HALT) == b"\x50\x00\x57\xcd"
    assert iso14443.crc(b"\x00\x00") == b"\xa0\x1e"
    for data in (b"\x93\x70\x5a\x41\xb9\x14\xb6", b"\x08", bytes(range(40))):
        assert iso14443.with_crc(data) == card.with_crc(data)


def test_the_reader_asks_its_own_address_only() -> None:
    _, _, bus, _ = _pn532()
    try:
        bus.writeto(ADDRESS + 1, frame(0x02, b""))
    except OSError:
        return
    raise AssertionError("answered")
