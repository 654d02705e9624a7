import asyncio
import socket
import struct
import time

import world
from fbox import datagram, dns, ntp
from fbox.board import Board

MARK = b"12345678"
NOW = 4000000000  # in 2026, by NTP's count from 1900


def _answer(mark: bytes = MARK, seconds: int = NOW, mode: int = 4, stratum: int = 2) -> bytes:
    return bytes((0x20 | mode, stratum)) + bytes(22) + mark + bytes(8) + struct.pack("!II", seconds, 0)


def test_an_answer_gives_the_seconds_of_the_boards_own_epoch() -> None:
    told = time.gmtime(ntp.seconds_of(_answer(), MARK))
    assert tuple(told[:6]) == (2026, 10, 3, 7, 6, 40)


def test_an_answer_is_understood_after_ntps_count_began_again() -> None:
    assert time.gmtime(ntp.seconds_of(_answer(seconds=100), MARK))[0] == 2036


def test_what_is_no_good_answer_to_this_question_sets_no_clock() -> None:
    bad = (b"", b"x" * 48, _answer(mark=b"87654321"), _answer(mode=3), _answer(stratum=0), _answer(stratum=16))
    bad += (_answer()[:40], _answer(seconds=0))
    assert [ntp.seconds_of(packet, MARK) for packet in bad] == [None] * len(bad)


def _named(packet: bytes, *records: tuple) -> bytes:
    """The answer to a question for a name: (type, data) each."""
    answer = packet[:2] + struct.pack("!HHHHH", 0x8180, 1, len(records), 0, 0) + packet[12:]
    for kind, data in records:
        answer += b"\xc0\x0c" + struct.pack("!HHIH", kind, 1, 60, len(data)) + data
    return answer


def test_a_name_is_looked_up_also_where_it_stands_for_another() -> None:
    asked = dns.question(7, "pool.ntp.org")
    assert asked[12:] == b"\x04pool\x03ntp\x03org\x00\x00\x01\x00\x01"
    told = _named(asked, (5, b"\x01x\xc0\x0c"), (1, bytes((192, 0, 2, 5))))
    assert dns.address(told, 7) == "192.0.2.5"


def test_an_answer_cut_anywhere_or_to_another_question_gives_no_address() -> None:
    told = _named(dns.question(7, "pool.ntp.org"), (5, b"\x01x\xc0\x0c"), (1, bytes((192, 0, 2, 5))))
    assert [dns.address(told[:length], 7) for length in range(len(told) - 4)] == [None] * (len(told) - 4)
    assert dns.address(told, 8) is None
    assert dns.address(_named(dns.question(7, "a.b")), 7) is None


class _Server:
    """A time server on this machine."""

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setblocking(False)
        for self.port in range(21230, 21330):
            try:
                self._socket.bind(socket.getaddrinfo("127.0.0.1", self.port)[0][-1])
            except OSError:
                continue
            return

    async def serve(self) -> None:
        while True:
            try:
                asked, client = self._socket.recvfrom(100)
                self._socket.sendto(b"a stray packet", client)
                self._socket.sendto(_answer(asked[40:48]), client)
            except OSError:
                pass
            await asyncio.sleep_ms(5)


class _Radio:
    name_server = "127.0.0.1"


class _Board:
    times = ()
    radio = _Radio()

    def set_time(self, seconds: int) -> None:
        self.times += (seconds,)


async def test_the_clock_is_set_by_a_server_without_holding_anything_up() -> None:
    server, board, turns = _Server(), _Board(), [0]

    async def others() -> None:
        while True:
            turns[0] += 1
            await asyncio.sleep_ms(1)

    tasks = [asyncio.create_task(server.serve()), asyncio.create_task(others())]
    ntp.PORT, before = server.port, ntp.PORT
    assert await ntp._set(board, "127.0.0.1")
    ntp.PORT = before
    for task in tasks:
        task.cancel()
    assert time.gmtime(board.times[0])[0] == 2026
    assert turns[0] > 5


async def test_where_nobody_tells_the_time_the_clock_is_left_alone() -> None:
    board = _Board()
    datagram.TRIES, before = 1, datagram.TRIES
    assert not await ntp._set(board, "127.0.0.1")
    datagram.TRIES = before
    assert board.times == ()


def test_the_boards_clock_is_set_to_the_second() -> None:
    Board.set_time(None, ntp.seconds_of(_answer(), MARK))
    assert world.clock_set == (2026, 10, 3, 5, 7, 6, 40, 0)
