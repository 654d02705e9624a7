"""The dispenser's firmware on a simulated board: how soon a command is answered, and how soon STOP stops the motor.

`python -m bench.firmware`. The floor is the same round trip, through the same Mosquitto, to a client that sends back
what it gets. The board runs what `make firmware` makes, in MicroPython where there is one for this machine. Its flash
is a folder: in RAM, which leaves the firmware's own time, and on a disk, to which a DISPENSE is synced twice.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.figures import row
from deploy.firmware.build import build
from tests.integration.firmware.broker import Broker
from tests.integration.firmware.gateway import Gateway
from tests.integration.firmware.simulated import ROOT, Board

COMMANDS = 300
STOPS = 20
MOTOR_MS = 10_000
MAX_STOCK = 30
RAM_DISK = "/dev/shm"
WANTED_MS = 50
WANTED_STOP_MS = 20
ECHO = "FBOX-00000000EC40"


def run(commands: int = COMMANDS) -> list[str]:
    """The lines to print."""
    runtime = "micropython" if (ROOT / ".venv-board" / "bin" / "micropython").exists() else "cpython"
    with two_folders() as (disk, ram), running_broker(disk) as port:
        floor = echoes(port, commands)
        asked, dispensed, stopped = on_a_board(ram, port, runtime, commands)
        _, on_disk, _ = on_a_board(disk, port, runtime, commands)
    return [
        f"a simulated board ({runtime}), one by one; wanted: p99 {WANTED_MS} ms, STOP {WANTED_STOP_MS} ms",
        "  " + row("floor: an MQTT client that sends it back", floor),
        "  " + row("STATUS", asked),
        "  " + row("DISPENSE, motor time 0, flash in RAM", dispensed),
        "  " + row("DISPENSE, motor time 0, flash on this disk", on_disk),
        "  " + row("STOP in mid-move until the motor stands", stopped),
    ]


def on_a_board(folder: Path, port: int, runtime: str, commands: int) -> tuple[list[float], list[float], list[float]]:
    """Seconds of STATUS, DISPENSE and STOP, each of them on a board that has just started."""
    board = new_board(folder, port, runtime)
    gateway = Gateway(port, board.uuid)
    try:
        gateway.boot(board, display=True, stock=MAX_STOCK)
        dispensed = dispenses(gateway, commands)
        asked = [_timed(lambda: gateway.status(f"ask_{n}")) for n in range(commands)]  # noqa: B023 - called at once
        board.kill()
        gateway.boot(board, display=True, motorMs=MOTOR_MS)
        return asked, dispensed, stops(gateway, board)
    finally:
        gateway.close()
        board.stop()


@contextmanager
def two_folders() -> Iterator[tuple[Path, Path]]:
    """On this machine's disk, and in its RAM."""
    with tempfile.TemporaryDirectory() as disk, tempfile.TemporaryDirectory(dir=RAM_DISK) as ram:
        yield Path(disk), Path(ram)


@contextmanager
def running_broker(folder: Path) -> Iterator[int]:
    broker = Broker(folder)
    broker.start()
    try:
        yield broker.port
    finally:
        broker.stop()


def new_board(folder: Path, port: int, runtime: str) -> Board:
    """On what a real board would be given; CPython cannot run that and takes the source."""
    board = Board(folder / "board", port, "00000000BE4C", runtime)
    if runtime == "micropython":
        build("dispenser", folder / "build")
        board.program = os.path.relpath(folder / "build", ROOT / "firmware")
    return board


def echoes(port: int, count: int) -> list[float]:
    """Seconds each."""
    gateway = Gateway(port, ECHO)
    echo = subprocess.Popen([sys.executable, "-m", "bench.firmware_echo", str(port), ECHO], stdout=subprocess.PIPE)
    try:
        assert echo.stdout
        echo.stdout.readline()
        return [_timed(lambda: _sent_back(gateway, f"echo_{n}")) for n in range(count)]  # noqa: B023 - called at once
    finally:
        echo.kill()
        echo.wait()
        gateway.close()


def dispenses(gateway: Gateway, count: int) -> list[float]:
    """Seconds each; refilled in between."""
    took = []
    for number in range(1, count + 1):
        if number % 20 == 0:
            gateway.send("SET_STOCK", f"fill_{number}", stock=MAX_STOCK)
            gateway.wait("stock_updated", f"fill_{number}")
        took.append(_timed(lambda: _dispensed(gateway, number)))  # noqa: B023 - called at once
    return took


def stops(gateway: Gateway, board: Board) -> list[float]:
    """Seconds from the publish to the motor's stand, by the stand's own log."""
    took = []
    for number in range(1, STOPS + 1):
        before = len(board.halts)
        gateway.dispense(f"move_{number}", 1_000_000 + number)
        gateway.status(f"moving_{number}")
        sent = time.time()
        gateway.send("STOP", f"stop_{number}")
        gateway.wait("status", f"stop_{number}")
        took.append(board.halts[before] / 1000 - sent)
    return took


def _sent_back(gateway: Gateway, command_id: str) -> None:
    gateway.send("ECHO", command_id, event="echo")
    gateway.wait("echo", command_id)


def _dispensed(gateway: Gateway, number: int) -> None:
    gateway.dispense(f"itm_{number}", number)
    gateway.wait("dispense_complete", f"itm_{number}")


def _timed(call: Callable[[], object]) -> float:
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


if __name__ == "__main__":
    print("\n".join(run()))
