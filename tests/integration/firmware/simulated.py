"""A simulated board as a process."""

import json
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[3]
SIMULATE = ROOT / "firmware" / "simulate"
PATIENCE = 20.0
RESET = 3
"""The exit status of a board that wants to be started again."""
FIRST_STOCK = 20


class Board:
    """firmware/simulate on a folder. `runtime` is micropython or cpython."""

    def __init__(self, folder: Path, port: int, mac: str, runtime: str) -> None:
        self.folder, self.uuid, self._runtime = folder, f"FBOX-{mac}", runtime
        folder.mkdir()
        self._settings = {
            "mac": mac,
            "wifiSsid": "gym",
            "category": "towel",
            "size": "L",
            "deviceName": "수건",
            "stock": FIRST_STOCK,
            "broker": f"mqtt://127.0.0.1:{port}",
            "motorMs": 0,
            "heartbeatInterval": 30,
            "keepAlive": 15,
            "display": False,
            "fault": None,
        }
        self._process: subprocess.Popen[bytes] | None = None
        self.program = "src"
        self.options: list[str] = []

    def start(self, **changes: object) -> None:
        settings = self._settings | changes
        (self.folder / "board.json").write_text(json.dumps(settings))
        self._run()
        if settings["display"] and not (self.folder / "flash" / "drawn-stamp").exists():
            assert self.process.wait(PATIENCE) == RESET, "the pictures are drawn, then it restarts"
            self._run()

    def _run(self) -> None:
        with (self.folder / "log").open("ab") as log:
            chosen = {"BOARD_RUNTIME": self._runtime, "BOARD_PROGRAM": self.program}
            command = [SIMULATE, *self.options, self.folder]
            self._process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | chosen)

    @property
    def process(self) -> subprocess.Popen[bytes]:
        assert self._process
        return self._process

    def inject(self, fault: str, **fields: object) -> None:
        (self.folder / "fault.json").write_text(json.dumps({"fault": fault} | fields))

    def door(self, position: str) -> None:
        (self.folder / "door.new").write_text(position)
        (self.folder / "door.new").rename(self.folder / "door")

    def card(self, uid: str) -> None:
        """On the reader; empty: taken away."""
        (self.folder / "card.new").write_text(uid)
        (self.folder / "card.new").rename(self.folder / "card")

    def floor_switch(self, state: str) -> None:
        (self.folder / "floor").write_text(state)

    def wifi(self, state: str) -> None:
        (self.folder / "wifi").write_text(state)

    def press_button(self) -> None:
        (self.folder / "button").write_text("pressed")

    def let_go_of_button(self) -> None:
        (self.folder / "button").unlink()

    def kill(self) -> None:
        """A power cut."""
        self.process.kill()
        self.process.wait(10)

    def stop(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait(10)

    @property
    def garments(self) -> int:
        """How many came out in truth."""
        return len(self._lines("garments.log"))

    @property
    def halts(self) -> list[int]:
        """When the motor was stopped on its way, in UTC ms."""
        return [int(line) for line in self._lines("halts.log")]

    def _lines(self, name: str) -> list[str]:
        log = self.folder / name
        return log.read_text().splitlines() if log.exists() else []

    @property
    def flash(self) -> bytes:
        return b"".join(path.read_bytes() for path in (self.folder / "flash").glob("state.[01]"))

    def wait_until(self, holds: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < until
            assert self.process.poll() is None
            time.sleep(0.002)

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()
