"""What the dispenser's display shows, drawn by the firmware itself: `python -m tests.support.dispenser_display FILE`.

FILE gets all the screens on one sheet.
"""

import os
import subprocess
import sys
import tempfile
from array import array
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[2]
FIRMWARE = ROOT / "firmware"
SCRIPT = ROOT / "tests" / "unit" / "firmware" / "draw_screens.py"
BOARD_PYTHON = ROOT / ".venv-board" / "bin" / "python"
SIZE = 240, 320
SCREENS = ("ready", "low", "empty", "dispensing", "locked", "open", "help", "offline", "trouble", "setup")
COLUMNS, GAP = 5, 10
AROUND = (225, 228, 230)


def in_cpython() -> dict[str, bytes]:
    """The panel's memory by the screen's name."""
    return _drawn([sys.executable, str(FIRMWARE / "sim" / "cpython" / "run.py"), str(SCRIPT)], {})


def in_micropython() -> dict[str, bytes]:
    paths = f"{FIRMWARE / 'src'}:{FIRMWARE / 'sim'}:.frozen"
    command = [str(BOARD_PYTHON), "-m", "micropython", "-X", "heapsize=512K", str(SCRIPT)]
    return _drawn(command, {"MICROPYPATH": paths})


def _drawn(command: list[str], environ: dict[str, str]) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(command, cwd=folder, env=os.environ | environ, check=True, timeout=60)
        return {path.stem: path.read_bytes() for path in Path(folder).glob("*.frame")}


def picture(frame: bytes) -> Image.Image:
    pixels = array("H", frame)
    pixels.byteswap()
    return Image.frombytes("RGB", SIZE, pixels.tobytes(), "raw", "BGR;16")


def sheet(frames: dict[str, bytes]) -> Image.Image:
    wide, high = SIZE[0] + GAP, SIZE[1] + GAP
    rows = -(-len(SCREENS) // COLUMNS)
    whole = Image.new("RGB", (COLUMNS * wide + GAP, rows * high + GAP), AROUND)
    for i, name in enumerate(SCREENS):
        whole.paste(picture(frames[name]), (GAP + i % COLUMNS * wide, GAP + i // COLUMNS * high))
    return whole


if __name__ == "__main__":
    sheet(in_cpython()).quantize(64).save(sys.argv[1], optimize=True)
