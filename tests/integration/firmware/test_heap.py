"""What a dispenser at work takes of its RAM, byte-compiled as a board gets it.

In MicroPython's 64-bit port, where a pointer is twice an ESP32's. BOARD_MICROPYTHON names one of 32 bits, where the
same objects take a third less. What the simulated hardware takes is no part of it; on a board that is not Python.
"""

import os
import subprocess
from pathlib import Path

import pytest

from deploy.firmware.build import build
from tests.integration.firmware.gateway import Gateway
from tests.integration.firmware.simulated import ROOT, Board

BOARD_PYTHON = ROOT / ".venv-board" / "bin" / "python"
HEAP_KB = 192
MOST_KB = {"with a display": 130, "without": 114}
MICROPYTHON = os.getenv("BOARD_MICROPYTHON")
SIMULATED = """
import gc
gc.collect()
before = gc.mem_alloc()
import machine, network, esp32
gc.collect()
print(gc.mem_alloc() - before)
"""


@pytest.fixture(scope="module")
def simulator() -> int:
    """Bytes."""
    if not (MICROPYTHON or BOARD_PYTHON.exists()):
        pytest.skip("no MicroPython for this machine")
    command = [MICROPYTHON] if MICROPYTHON else [str(BOARD_PYTHON), "-m", "micropython"]
    paths = {"MICROPYPATH": f"{ROOT}/firmware/sim:{ROOT}/firmware/src:.frozen"}
    return int(subprocess.check_output([*command, "-c", SIMULATED], env=os.environ | paths))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("firmware") / "dispenser"
    build("dispenser", folder)
    return folder


@pytest.mark.parametrize("display", MOST_KB)
def test_a_dispenser_at_work_stays_within_its_share_of_the_heap(
    board: Board, gateway: Gateway, simulator: int, built: Path, monkeypatch: pytest.MonkeyPatch, display: str
) -> None:
    monkeypatch.setenv("BOARD_HEAP", f"{HEAP_KB}K")
    board.program = os.path.relpath(built, ROOT / "firmware")
    gateway.boot(board, heartbeatInterval=1, display=display != "without")
    gateway.dispense("itm_1", 1)
    gateway.wait("dispense_complete")
    gateway.wait("heartbeat")  # before which it has collected its garbage
    used = HEAP_KB * 1024 - gateway.status("ask_1")["freeHeap"] - simulator
    print(f"in use {display}: {used / 1024:.1f} KB of {MOST_KB[display]}")
    assert used <= MOST_KB[display] * 1024
