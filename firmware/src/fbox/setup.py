"""Set-up mode: an access point, how to get in on the display, and a form. Loaded only when it is needed."""

import sys

from fbox.boot import forget
from fbox.flash import Record
from fbox.reboot import RebootError
from fbox.settings import technical
from fbox.setup_board import SetupBoard
from fbox.stored import Stored

HTTP = 80


async def run(folder):
    """Raises RebootError once something was saved, or nobody came and there is work the board can do."""
    stored = Stored(folder)
    board = SetupBoard(technical(stored.given, "watchdogMs"))
    host, port = board.air.open(), technical(stored.given, "setupPort")
    address = "http://" + (host if port == HTTP else "{}:{}".format(host, port))
    loaded = set(sys.modules)
    await _show(board, address)
    forget(set(sys.modules) - loaded)  # their room is the form's
    await _serve(stored, folder, board, (host, port), address)
    raise RebootError("set-up is over")


async def _show(board, address):
    from fbox.face import show_setup

    await show_setup(board.display, board.clock, board.air.ssid, board.air.password, address)
    board.display = None


async def _serve(stored, folder, board, place, address):
    from fbox.http_server import Server
    from fbox.setup_site import Site, stay

    first_time = Record(folder).load() is None
    idle_ms = technical(stored.given, "setupMinutes") * 60000
    site = Site(stored, "FBOX-" + board.air.mac, first_time, board.clock, idle_ms)
    await Server(site.answer).listen(*place)
    print("set-up at", address)
    await stay(site, board)
