"""Set-up mode: an access point, how to get in on the display, and a form. Loaded only when it is needed.

One after the other, each forgotten before the next is loaded: together they do not fit into a board.
"""

import sys

from fbox.boot import forget
from fbox.flash import Record
from fbox.reboot import RebootError
from fbox.setup_board import SetupBoard

HTTP = 80


async def run(folder):
    """Raises RebootError once something was saved, or nobody came and there is work the board can do."""
    loaded = set(sys.modules)
    watchdog_ms, port, idle_minutes = _read(folder)
    forget(set(sys.modules) - loaded)
    board = SetupBoard(watchdog_ms)
    host = board.air.open()
    address = "http://" + (host if port == HTTP else "{}:{}".format(host, port))
    await _show(board, address)
    forget(set(sys.modules) - loaded)
    await _serve(folder, board, (host, port), address, idle_minutes * 60000)
    raise RebootError("set-up is over")


def _read(folder):
    from fbox.settings import technical
    from fbox.stored import Stored

    given = Stored(folder).given
    return [technical(given, name) for name in ("watchdogMs", "setupPort", "setupMinutes")]


async def _show(board, address):
    from fbox import drawing, screens

    await board.display.start(board.clock)
    drawing.onto(board.display, *screens.set_up(board.air.ssid, board.air.password, address))
    board.display.light()
    board.display = None


async def _serve(folder, board, place, address, idle_ms):
    from fbox.http_server import Server
    from fbox.setup_site import Site, stay
    from fbox.stored import Stored

    first_time = Record(folder).load() is None
    site = Site(Stored(folder), "FBOX-" + board.air.mac, first_time, board.clock, idle_ms)
    await Server(site.answer).listen(*place)
    print("set-up at", address)
    await stay(site, board)
