from fbox.face import Face
from fbox.radio import WRONG_PASSWORD
from virtual import Time

from fakes import Bench, FakeDisplay


class FakeLink:
    online = True


class FakePictures:
    def __init__(self) -> None:
        self.shown = []
        self.broken = False

    async def show(self, name: str, stock: int) -> None:
        if self.broken:
            raise OSError("a picture in flash is cut off")
        self.shown.append((name, stock))


class Seen:
    """A dispenser with a display; `look` is what is on it now."""

    def __init__(self) -> None:
        self.bench = Bench()
        self.time, self.link = Time(), FakeLink()
        board = self.bench.board
        board.clock, board.display = self.time, FakeDisplay()
        parts = self.bench.memory, self.bench.events, self.bench.drive, self.link
        self.face = Face(board, "flash", parts, self.bench.liveness.pulse("face", 10000))
        self.pictures = self.face._pictures = FakePictures()

    async def look(self, ms: int = 0) -> str:
        self.time.take(ms)
        await self.face.follow()
        return self.pictures.shown[-1][0]


async def test_the_display_follows_the_dispenser() -> None:
    seen = Seen()
    assert await seen.look() == "ready"
    seen.bench.send("LOCK", "cmd_1")
    assert await seen.look() == "locked"
    seen.bench.send("UNLOCK", "cmd_2")
    seen.bench.send("SET_STOCK", "cmd_3", stock=5)
    assert await seen.look() == "low"
    seen.link.online = False
    assert await seen.look() == "offline"


async def test_every_garment_less_is_shown() -> None:
    seen = Seen()
    for stock in (20, 19):
        seen.bench.memory.stock = stock
        await seen.look()
    assert seen.pictures.shown == [("ready", 20), ("ready", 19)]


async def test_a_garment_is_announced_for_as_long_as_one_needs_to_read() -> None:
    seen = Seen()
    seen.bench.dispense("itm_1", 5)
    seen.bench.events.moving = True
    assert await seen.look() == "dispensing"
    await seen.bench.settle()
    assert await seen.look(1900) == "dispensing"
    assert await seen.look(200) == "ready"


async def test_a_jam_does_not_wait_for_the_announcement() -> None:
    seen = Seen()
    seen.bench.dispense("itm_1", 5)
    seen.bench.events.moving = True
    await seen.look()
    seen.bench.drive.jammed = True
    seen.bench.events.moving = False
    assert await seen.look(10) == "help"


async def test_driving_home_is_not_announced_as_a_garment() -> None:
    seen = Seen()
    seen.bench.events.moving = True
    assert await seen.look() == "ready"


async def test_an_unchanged_state_costs_nothing() -> None:
    seen = Seen()
    await seen.look()
    await seen.look(100)
    assert len(seen.pictures.shown) == 1


async def test_a_wrong_wifi_password_comes_onto_the_display_while_there_is_no_network() -> None:
    seen = Seen()
    seen.bench.board.radio.trouble = WRONG_PASSWORD
    assert await seen.look() == "ready"
    seen.link.online = False
    assert await seen.look() == WRONG_PASSWORD


async def test_a_picture_that_cannot_be_read_does_not_stop_the_dispenser() -> None:
    seen = Seen()
    await seen.look()
    seen.pictures.broken = True
    seen.bench.send("LOCK", "cmd_1")
    await seen.look()
    seen.pictures.broken = False
    seen.bench.send("UNLOCK", "cmd_2")
    seen.bench.memory.stock = 3
    assert await seen.look() == "low"
