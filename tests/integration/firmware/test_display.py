"""The display of a whole dispenser, looked at while it works."""

from tests.integration.firmware.gateway import Gateway
from tests.integration.firmware.simulated import Board
from tests.support.dispenser_display import picture

CORNER = (236, 316)  # nothing but the state's colour
COLOURS = {(0, 129, 57): "ready", (90, 68, 164): "locked", (0, 101, 222): "dispensing"}
WHOLE = 240 * 320 * 2


def _state(board: Board) -> str | None:
    frame = board.folder / "display" / "frame"
    if not frame.exists() or frame.stat().st_size < WHOLE:
        return None
    seen = picture(frame.read_bytes()).getpixel(CORNER)
    return COLOURS.get(seen) if isinstance(seen, tuple) else None


def test_the_display_follows_the_dispenser(board: Board, gateway: Gateway) -> None:
    gateway.boot(board, display=True, motorMs=10_000)
    board.wait_until(lambda: _state(board) == "ready")
    gateway.send("LOCK", "cmd_1")
    board.wait_until(lambda: _state(board) == "locked")
    gateway.send("UNLOCK", "cmd_2")
    gateway.dispense("itm_1", 1)
    board.wait_until(lambda: _state(board) == "dispensing")
    assert board.garments == 0, "it is announced while it comes out, not afterwards"


def test_a_board_without_a_display_draws_nothing(board: Board, gateway: Gateway) -> None:
    gateway.boot(board, display=False)
    assert not (board.folder / "display").exists()
