"""The serial port: is it there, may we, and what does the board say first?"""

import os
import select
import termios
import time
from pathlib import Path

GREETING = "F-BOX"
"""How the first line of our firmware begins."""


class PortError(Exception):
    """With a sentence for the person at the cable."""


def check(port: str) -> None:
    """Raises PortError."""
    there = ", ".join(sorted(str(path) for kind in ("ttyUSB*", "ttyACM*") for path in Path("/dev").glob(kind)))
    if not port:
        raise PortError(f"say which port: make flash PORT=/dev/ttyUSB0 (there is now: {there or 'none'})")
    if not Path(port).exists():
        raise PortError(
            f"there is no {port} (there is now: {there or 'none'}); is the cable one for data, the board on?"
        )
    if not os.access(port, os.R_OK | os.W_OK):
        raise PortError(f"{port} may not be used by you: sudo usermod -aG dialout $USER, then log in again")


def greeting(port: str, seconds: float) -> str:
    """The firmware's first line. Raises PortError where none comes in time."""
    descriptor = os.open(port, os.O_RDWR | os.O_NOCTTY | os.O_NONBLOCK)
    try:
        _raw(descriptor)
        return _wait(descriptor, time.monotonic() + seconds)
    finally:
        os.close(descriptor)


def _raw(descriptor: int) -> None:
    """115200 baud, 8N1, every byte as it comes."""
    settings = termios.tcgetattr(descriptor)
    settings[0] = settings[1] = settings[3] = 0
    settings[2] = termios.CS8 | termios.CREAD | termios.CLOCAL
    settings[4] = settings[5] = termios.B115200
    termios.tcsetattr(descriptor, termios.TCSANOW, settings)


def _wait(descriptor: int, until: float) -> str:
    heard = b""
    while time.monotonic() < until:
        if not select.select([descriptor], [], [], max(0.0, until - time.monotonic()))[0]:
            break
        heard += os.read(descriptor, 4096)
        for line in heard.decode(errors="replace").splitlines(keepends=True):
            if line.endswith("\n") and GREETING in line:
                return line[line.index(GREETING) :].strip()
    lines = [line.strip() for line in heard.decode(errors="replace").splitlines()]
    last = " / ".join([line for line in lines if line][-5:])
    raise PortError("the board does not start: " + (last or "it says nothing; press its EN button once"))
