"""The time of day by NTP, where there is a server: for certificates. No rule about garments asks for it."""

import asyncio
import random
import struct
import time

from fbox import datagram, dns
from fbox.ipv4 import is_ipv4

PORT = 123
POOL = "pool.ntp.org"
CLIENT, SERVER = 0x23, 4  # version 4
ERA = 1 << 32
THIS_CENTURY = 3976214400  # 2026: what is less belongs to the era that begins in 2036
TO_1970, TO_2000 = 2208988800, 3155673600
AGAIN_S = 6 * 3600
SOON_S = 60


async def keep(board, broker):
    """For ever. `broker`: the Pi may have a server; where it has none, the pool may be reachable."""
    pause = SOON_S
    while True:
        pause = AGAIN_S if await _set(board, broker) else min(AGAIN_S, 2 * pause)
        await asyncio.sleep(pause)


async def _set(board, broker):
    """False where nobody told the time."""
    for server in (broker, POOL):
        try:
            seconds = await _ask(await _address(server, board.radio))
        except OSError as error:
            print("no time:", error)
        else:
            board.set_time(seconds)
            print("time by", server)
            return True
    return False


async def _address(server, radio):
    if is_ipv4(server):
        return server
    number = random.randint(0, 65535)
    return await datagram.ask(
        radio.name_server, dns.PORT, dns.question(number, server), lambda packet: dns.address(packet, number)
    )


async def _ask(address):
    mark = bytes([random.randint(0, 255) for _ in range(8)])
    return await datagram.ask(address, PORT, question(mark), lambda packet: seconds_of(packet, mark))


def question(mark):
    """`mark`: 8 bytes that the answer repeats."""
    return bytes((CLIENT,)) + bytes(39) + mark


def seconds_of(packet, mark):
    """In this machine's epoch; None for anything but a good answer to the question."""
    if len(packet) < 48 or packet[0] & 7 != SERVER or not 1 <= packet[1] <= 15 or packet[24:32] != mark:
        return None
    (seconds,) = struct.unpack("!I", packet[40:44])
    if not seconds:
        return None
    if seconds < THIS_CENTURY:
        seconds += ERA
    return seconds - (TO_1970 if time.gmtime(0)[0] == 1970 else TO_2000)
