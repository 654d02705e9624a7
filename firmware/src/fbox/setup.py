"""Set-up mode: an access point, a form on it, and back to work. Loaded only when it is needed."""

from fbox import setup_page
from fbox.face import show_setup
from fbox.flash import FlashError, Record
from fbox.http_request import RefusedRequestError, read_form
from fbox.http_server import Server
from fbox.reboot import RebootError
from fbox.settings import OWNERS, problems, technical
from fbox.setup_board import SetupBoard
from fbox.setup_form import Form

LOOK_MS = 500
LAST_WORDS_MS = 2000
HTTP = 80


class SetUp:
    """Answers the phone. `done` once there is something to work with and no more to wait for."""

    def __init__(self, stored, uuid, first_time, clock, idle_ms):
        self._stored, self._uuid, self._clock, self._idle_ms = stored, uuid, clock, idle_ms
        self._form = Form(stored.given)
        asks_stock = first_time or "stock" in problems(stored.given)
        self._limits = {rule[0]: rule[4:] for rule in OWNERS if asks_stock or rule[0] != "stock"}
        self._heard = clock.now()
        self.saved = False

    @property
    def forgotten(self):
        """True where nobody came for so long and the board could be at work."""
        return self._clock.since(self._heard) > self._idle_ms and self._stored.good

    def answer(self, request, body):
        """(status, more header lines, pieces of the page). Raises RefusedRequestError."""
        self._heard = self._clock.now()
        if request.method == "POST" and request.path == "/save":
            return self._save(request, body)
        if request.method != "GET":
            raise RefusedRequestError("405 Method Not Allowed")
        if request.path != "/":
            return "302 Found", "Location: /\r\n", ()
        return "200 OK", "", setup_page.form(self._uuid, self._form, self._limits)

    def _save(self, request, body):
        if request.foreign:
            raise RefusedRequestError("403 Forbidden")
        wrong = self._form.take(read_form(body))
        if wrong:
            return "422 Unprocessable Content", "", setup_page.form(self._uuid, self._form, self._limits, wrong)
        try:
            self._stored.save(self._form.draft)
        except FlashError:
            raise RefusedRequestError("507 Insufficient Storage")
        self.saved = True
        return "200 OK", "", setup_page.saved(self._uuid)


async def run(stored, folder):
    """Raises RebootError once something was saved, or nobody came and there is work the board can do."""
    board = SetupBoard(technical(stored.given, "watchdogMs"))
    first_time = Record(folder).load() is None
    idle_ms = technical(stored.given, "setupMinutes") * 60000
    setup = SetUp(stored, "FBOX-" + board.air.mac, first_time, board.clock, idle_ms)
    host, port = board.air.open(), technical(stored.given, "setupPort")
    await Server(setup.answer).listen(host, port)
    address = "http://" + (host if port == HTTP else "{}:{}".format(host, port))
    print("set-up at", address)
    await show_setup(board.display, board.clock, board.air.ssid, board.air.password, address)
    await stay(setup, board)
    raise RebootError("set-up is over")


async def stay(setup, board):
    while not setup.saved and not setup.forgotten:
        board.watchdog.feed()
        await board.clock.sleep(LOOK_MS)
    await board.clock.sleep(LAST_WORDS_MS if setup.saved else 0)
