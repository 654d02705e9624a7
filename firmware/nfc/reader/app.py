"""Puts the reader together and keeps its tasks running. When one dies, so does the program."""

import asyncio
import gc
import sys

from fbox import VERSION
from fbox.boot import FLASH, forget
from fbox.link import Link
from fbox.liveness import Liveness

from reader.board import Board
from reader.debounce import Debounce
from reader.taps import Taps

LOOK_MS = 100
RETRY_MS = 2000
STILL_MS = 10000
CONNECT_MS = 60000  # Wi-Fi, socket and handshake take 35 s at most


class Voice:
    """What the reader says of itself: its taps, and its Last Will."""

    def __init__(self, mac):
        self.uuid = "FBOX-" + mac

    def offline(self):
        return {"event": "offline", "deviceUUID": self.uuid}

    def tap(self, uid):
        return {"event": "nfc", "deviceUUID": self.uuid, "uid": uid}


async def watch(board, voice, taps, pulse):
    """Looks for cards for ever; a chip that does not answer is started again. No uid is ever printed."""
    debounce = Debounce(board.clock)
    while True:
        try:
            await board.chip.start()
            print("reading cards")
            while True:
                pulse.beat()
                uid = await board.chip.look()
                if debounce.seen(uid):
                    taps.put(voice.tap(uid))
                await board.clock.sleep(LOOK_MS)
        except OSError as error:
            print("the reader's chip:", repr(error))
            pulse.beat()
            await board.clock.sleep(RETRY_MS)


def ignore(_payload):
    """A reader takes no commands."""


def choose():
    """The settings. Their rules are forgotten: the room is needed."""
    needed = set(sys.modules)
    from reader import settings

    chosen = settings.load(FLASH)
    del settings
    forget(set(sys.modules) - needed)
    return chosen


async def run():
    print("F-BOX reader", VERSION)  # `make flash` waits for it
    chosen = choose()
    board = Board(chosen)
    voice, taps = Voice(board.radio.mac), Taps(board.clock)
    liveness = Liveness(board, chosen.watchdog_ms)
    link_ms = CONNECT_MS + chosen.reconnect_max * 1500 + chosen.keep_alive * 1000
    link = Link(chosen, board, voice, taps, ignore, liveness.pulse("link", link_ms))
    gc.collect()
    await asyncio.gather(
        link.run(lambda: None),
        watch(board, voice, taps, liveness.pulse("reader", STILL_MS)),
        liveness.run(),
    )
