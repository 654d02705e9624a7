"""The exact commands of mpremote and esptool that write a board."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deploy.firmware.plan import Plan

Command = list[str]

IMAGE_AT = "0x1000"
"""Where an ESP32 starts; what it was given as files lies behind and stays."""
BAUD = "460800"
FORGET_UPDATES = "import os; 'flash' in os.listdir() and 'slots' in os.listdir('flash') and os.remove('flash/slots')"
"""Or a version that came over the air would go on running instead of the one flashed now."""


@dataclass(frozen=True)
class Tools:
    """Where the programs are, what they talk to, and the script that looks at a board."""

    mpremote: Path
    esptool: Path
    port: str
    look_script: Path

    def look(self) -> Command:
        return [*self._board(), "run", str(self.look_script)]

    def erase(self) -> Command:
        return [str(self.esptool), "--chip", "esp32", "--port", self.port, "erase-flash"]

    def write_image(self, image: str) -> Command:
        before = [str(self.esptool), "--chip", "esp32", "--port", self.port, "--baud", BAUD]
        return [*before, "write-flash", IMAGE_AT, image]

    def write(self, plan: Plan, folder: Path) -> Command:
        """All of a plan in one go, chained by `+`."""
        steps = [["fs", "rm", ":" + path] for path in plan.remove]
        steps += [["fs", "mkdir", ":" + path] for path in plan.folders]
        steps += [["exec", FORGET_UPDATES]]
        steps += [["fs", "cp", str(folder / path), ":" + path] for path in plan.copy]
        return [*self._board(), *steps[0], *(word for step in steps[1:] for word in ("+", *step))]

    def restart(self) -> Command:
        return [*self._board(), "reset"]

    def _board(self) -> Command:
        return [str(self.mpremote), "connect", self.port]


def from_environment(environ: Mapping[str, str], folder: Path, look_script: Path) -> Tools:
    """The tools lie beside the Python that runs this."""
    return Tools(folder / "mpremote", folder / "esptool", environ.get("PORT", ""), look_script)
