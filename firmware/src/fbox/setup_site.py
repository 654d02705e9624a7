"""What set-up mode answers a phone, and until when."""

from fbox import setup_page
from fbox.flash import FlashError
from fbox.http_request import RefusedRequestError, read_form
from fbox.settings import OWNERS, problems
from fbox.setup_form import Form

LOOK_MS = 500
LAST_WORDS_MS = 2000


class Site:
    """Answers the phone. `saved` once there is something to work with."""

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


async def stay(site, board):
    while not site.saved and not site.forgotten:
        board.watchdog.feed()
        await board.clock.sleep(LOOK_MS)
    await board.clock.sleep(LAST_WORDS_MS if site.saved else 0)
