"""Set-up mode: an access point, how to get in on the display, and a form. Loaded only when it is needed."""

import gc
import sys

import fbox
from fbox.flash import Record
from fbox.reboot import RebootError
from fbox.settings import technical
from fbox.setup_board import SetupBoard

HTTP = 80


async def run(stored, folder):
    """Raises RebootError once something was saved, or nobody came and there is work the board can do."""
    board = SetupBoard(technical(stored.given, "watchdogMs"))
    host, port = board.air.open(), technical(stored.given, "setupPort")
    address = "http://" + (host if port == HTTP else "{}:{}".format(host, port))
    loaded = set(sys.modules)
    await _show(board, address)
    _forget(set(sys.modules) - loaded)
    await _serve(stored, folder, board, (host, port), address)
    raise RebootError("set-up is over")


async def _show(board, address):
    from fbox.face import show_setup

    await show_setup(board.display, board.clock, board.air.ssid, board.air.password, address)
    board.display = None


def _forget(names):
    """The room of what drew the screen, which is not needed again, is the form's."""
    for name in names:
        del sys.modules[name]
        parent, _, child = name.rpartition(".")
        if parent == "fbox":
            delattr(fbox, child)
    gc.collect()


async def _serve(stored, folder, board, place, address):
    from fbox.http_server import Server
    from fbox.setup_site import Site, stay

    first_time = Record(folder).load() is None
    idle_ms = technical(stored.given, "setupMinutes") * 60000
    site = Site(stored, "FBOX-" + board.air.mac, first_time, board.clock, idle_ms)
    await Server(site.answer).listen(*place)
    print("set-up at", address)
    await stay(site, board)
