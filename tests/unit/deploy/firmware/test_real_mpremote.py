"""The real mpremote, on a serial line, with MicroPython at its other end: it understands what `make flash` says."""

import os
import subprocess
import sys
import tty
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.firmware import flash as flashing
from deploy.firmware.commands import Tools
from tests.unit.deploy.firmware.fake_board import MICROPYTHON

BUILT = {"main.py": b"import fbox", "fbox/app.mpy": bytes(range(256)) * 5}
KEPT = {"flash/state.0": b"stock", "board.json": b"{}"}
OLD = {"main.py": b"old", "fbox/gone.mpy": b"old", "flash/slots": b"slot.a"}


def _put(folder: Path, files: dict[str, bytes]) -> None:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """`build` and `board`."""
    _put(tmp_path / "build", BUILT)
    _put(tmp_path / "board", KEPT | OLD)
    return tmp_path


@pytest.fixture
def port(folders: Path) -> Iterator[str]:
    """Of a board whose flash is the folder `board`."""
    if not MICROPYTHON.exists():
        pytest.skip("no MicroPython for this machine")
    board, person = os.openpty()
    tty.setraw(person)
    script = Path(__file__).with_name("raw_repl.py")
    process = subprocess.Popen(
        [MICROPYTHON, "-m", "micropython", script], cwd=folders / "board", stdin=board, stdout=board
    )
    yield os.ttyname(person)
    process.kill()
    process.wait()
    os.close(board)
    os.close(person)


def test_mpremote_writes_a_board_and_leaves_its_state(folders: Path, port: str) -> None:
    said: list[str] = []
    tools = Tools(Path(sys.executable).with_name("mpremote"), Path("esptool"), port, flashing.LOOK)
    flashing.flash(tools, folders / "build", "", False, flashing.run, said.append)
    assert _files(folders / "board") == BUILT | KEPT
    assert said[-1] == "the board says: F-BOX dispenser 3.0.0"


def test_a_port_without_a_board_behind_it_is_explained(folders: Path) -> None:
    tools = Tools(Path(sys.executable).with_name("mpremote"), Path("esptool"), "/dev/null", flashing.LOOK)
    with pytest.raises(flashing.FlashError, match="no MicroPython answers on /dev/null"):
        flashing.flash(tools, folders / "build", "", False, flashing.run, print)
